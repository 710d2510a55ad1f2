//! From values to hues, steps and sizes, with the entries of the legend.

use std::collections::{BTreeMap, BTreeSet};

use super::field::Field;
use super::values::{Source, Value, intent};
use super::{CATEGORIES, Extent, Ink, Inks, STEPS};
use crate::model::{ElementId, LinkId, Scale};

/// One entry of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct ColourEntry {
    /// The colour.
    pub ink: Ink,
    /// What it means: a word, or a range with its unit.
    pub words: String,
    /// How many elements, or links, of the map have it.
    pub count: usize,
}

/// What colours say on one map.
#[derive(Clone, Debug, PartialEq)]
pub struct Colouring {
    /// What they show.
    pub title: String,
    /// The colours of elements.
    pub elements: BTreeMap<ElementId, Ink>,
    /// The colours of links.
    pub links: BTreeMap<LinkId, Ink>,
    /// The legend, in its order. Steps are all listed, so that the scale can be read; words only where they occur.
    pub entries: Vec<ColourEntry>,
}

/// What sizes say on one map.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizing {
    /// What they show.
    pub title: String,
    /// The share of the way from the smallest to the largest, 0 to 1; `None` has no value.
    pub shares: BTreeMap<ElementId, Option<f64>>,
    /// The value of share 0.
    pub low: f64,
    /// The value of share 1.
    pub high: f64,
    /// How many elements have no value.
    pub missing: usize,
    /// What lies between two values that read differently.
    fine: f64,
}

/// How large the smallest and the largest element are, each way, where the usual size is 1. Names stay readable, and a map
/// that was laid out at the usual size stays clear.
const SIZES: (f64, f64) = (0.86, 1.5);

impl Sizing {
    /// How much larger than usual an element is, each way: its area grows evenly with its value, since areas are what
    /// eyes compare (Cleveland and `McGill` 1984). What has no value is small, with a dashed rim.
    pub fn factor(extent: Extent) -> f64 {
        let share = match extent {
            Extent::Usual => return 1.0,
            Extent::Share(share) => share.clamp(0.0, 1.0),
            Extent::Unknown => 0.0,
        };
        let (small, large) = (SIZES.0 * SIZES.0, SIZES.1 * SIZES.1);
        (small + share * (large - small)).sqrt()
    }

    /// A value of the scale in digits.
    pub fn words(&self, value: f64) -> String {
        digits(value, self.fine)
    }
}

/// A number with as many decimals as tell values `apart` from each other, four at most.
fn digits(value: f64, apart: f64) -> String {
    let decimals = if apart > 0.0 { (-apart.log10().floor()).clamp(0.0, 4.0) as i32 } else { 0 };
    // A rounded −0.04 must not read "−0.0".
    let power = 10_f64.powi(decimals);
    let value = (value * power).round() / power + 0.0;
    let decimals = usize::try_from(decimals).unwrap_or_default();
    format!("{value:.decimals$}").replace('-', "\u{2212}")
}

/// What the unrated are called in the legend.
fn missing_words(field: &Field) -> &'static str {
    match field {
        Field::Rating(_) => "Not rated",
        Field::Asset(_) => "Not held",
        Field::Measure(_) | Field::Missed | Field::Community => "No value",
        Field::Mark => "Not marked",
        _ => "Not given",
    }
}

/// The ends of a field's scale: its own, or from zero (or the lowest, below zero) to the highest.
fn range(field: &Field, numbers: &[f64]) -> (f64, f64) {
    match field {
        Field::Rating(scale) => scale.range(),
        Field::Asset(_) => (0.0, 100.0),
        _ => {
            let low = numbers.iter().copied().fold(0.0, f64::min);
            let high = numbers.iter().copied().fold(low, f64::max);
            (low, high)
        }
    }
}

/// Numbers, if the field is of numbers alone. Words among them make all of them words.
fn numbers(values: &[(ElementId, Value)]) -> Option<Vec<f64>> {
    if values.iter().any(|(_, value)| matches!(value, Value::Word(..) | Value::Several)) {
        return None;
    }
    Some(
        values
            .iter()
            .filter_map(|(_, value)| match value {
                Value::Number(number) => Some(*number),
                _ => None,
            })
            .collect(),
    )
}

pub(super) fn colouring(source: &Source<'_>, field: &Field) -> Colouring {
    let title = field.title(source.project);
    if *field == Field::Mark {
        return marks(source, title);
    }
    let values = source.elements(field);
    let (elements, mut entries) = match numbers(&values) {
        Some(numbers) if field.is_number() => steps(field, &values, &numbers),
        _ => categories(&values),
    };
    let missing = elements.values().filter(|ink| **ink == Ink::Hollow).count();
    if missing > 0 {
        entries.push(ColourEntry {
            ink: Ink::Hollow,
            words: missing_words(field).to_owned(),
            count: missing,
        });
    }
    Colouring { title, elements, links: BTreeMap::new(), entries }
}

/// The steps of a scale: the words of each, and the step of a number.
struct Steps {
    words: Vec<String>,
    of: Box<dyn Fn(f64) -> usize>,
}

fn steps_of(field: &Field, numbers: &[f64]) -> Steps {
    let (low, high) = range(field, numbers);
    if let Field::Rating(scale) = field {
        let words: [&str; STEPS] = match scale {
            Scale::Alignment => ["\u{2212}2 opposed", "\u{2212}1", "0 neither", "+1", "+2 in favour"],
            _ => ["1 low", "2", "3", "4", "5 high"],
        };
        let of = move |number: f64| (number - low).round().clamp(0.0, (STEPS - 1) as f64) as usize;
        return Steps { words: words.map(str::to_owned).to_vec(), of: Box::new(of) };
    }
    let whole = numbers.iter().all(|number| number.fract().abs() < 1e-9) && high - low < 1e9;
    if whole {
        let low = numbers.iter().copied().fold(high, f64::min);
        // Whole numbers are counted off, so that no step is empty by its make.
        let count = (high - low + 1.0).min(STEPS as f64);
        let width = ((high - low + 1.0) / count).ceil().max(1.0);
        let word = |step: usize| {
            let first = low + step as f64 * width;
            let last = (first + width - 1.0).min(high);
            match (first, last) {
                (first, last) if first > high => digits(last, 1.0),
                (first, last) if (last - first).abs() < 0.5 => digits(first, 1.0),
                (first, last) => format!("{}–{}", digits(first, 1.0), digits(last, 1.0)),
            }
        };
        let used = ((high - low + 1.0) / width).ceil().max(1.0) as usize;
        let of = move |number: f64| (((number - low) / width).floor().max(0.0) as usize).min(used - 1);
        return Steps { words: (0..used).map(word).collect(), of: Box::new(of) };
    }
    let width = (high - low) / STEPS as f64;
    let edge = |step: usize| digits(low + step as f64 * width, width / 2.0);
    let words = (0..STEPS).map(|step| format!("{}–{}", edge(step), edge(step + 1))).collect();
    let of = move |number: f64| (((number - low) / width).floor().max(0.0) as usize).min(STEPS - 1);
    Steps { words, of: Box::new(of) }
}

/// The ink of a step. With fewer steps than inks they are spread over the whole range.
fn step_ink(field: &Field, step: usize, of: usize) -> Ink {
    let last = STEPS - 1;
    let spread = if of > 1 { (step * last + (of - 1) / 2) / (of - 1) } else { last / 2 };
    let spread = u8::try_from(spread.min(last)).unwrap_or_default();
    if *field == Field::Rating(Scale::Alignment) { Ink::Side(spread) } else { Ink::Step(spread) }
}

fn steps(
    field: &Field,
    values: &[(ElementId, Value)],
    numbers: &[f64],
) -> (Inks<ElementId>, Vec<ColourEntry>) {
    if numbers.is_empty() {
        return (values.iter().map(|(id, _)| (id.clone(), Ink::Hollow)).collect(), Vec::new());
    }
    let steps = steps_of(field, numbers);
    let count = steps.words.len();
    let mut entries: Vec<ColourEntry> = steps
        .words
        .into_iter()
        .enumerate()
        .map(|(step, words)| ColourEntry { ink: step_ink(field, step, count), words, count: 0 })
        .collect();
    let mut inks = Inks::new();
    for (id, value) in values {
        let ink = match value {
            Value::Number(number) => {
                let step = (steps.of)(*number);
                if let Some(entry) = entries.get_mut(step) {
                    entry.count += 1;
                }
                step_ink(field, step, count)
            }
            _ => Ink::Hollow,
        };
        inks.insert(id.clone(), ink);
    }
    // From high to low, as sizes and heights are read.
    entries.reverse();
    (inks, entries)
}

fn categories(values: &[(ElementId, Value)]) -> (Inks<ElementId>, Vec<ColourEntry>) {
    let word = |value: &Value| match value {
        Value::Word(place, word) => Some((*place, word.clone())),
        Value::Number(number) => Some((usize::MAX, digits(*number, 0.01))),
        Value::Several | Value::Missing => None,
    };
    let mut counts: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for (_, value) in values {
        if let Some(word) = word(value) {
            *counts.entry(word).or_default() += 1;
        }
    }
    // Words of a short vocabulary keep their hue whatever the map shows of them.
    let by_place = counts.keys().all(|(place, _)| *place < CATEGORIES);
    let mut kept: Vec<(usize, String)> = counts.keys().cloned().collect();
    if kept.len() > CATEGORIES {
        kept.sort_by(|a, b| counts.get(b).cmp(&counts.get(a)).then_with(|| a.cmp(b)));
        kept.truncate(CATEGORIES);
        kept.sort();
    }
    let taken: BTreeSet<usize> = kept.iter().map(|(place, _)| *place).collect();
    let by_place = by_place && taken.len() == kept.len();
    let hue = |number: usize, place: usize| {
        u8::try_from(if by_place { place } else { number }).map_or(Ink::Other, Ink::Category)
    };
    let hues: BTreeMap<&(usize, String), Ink> =
        kept.iter().enumerate().map(|(number, word)| (word, hue(number, word.0))).collect();
    let ink = |value: &Value| match (value, word(value)) {
        (Value::Missing, _) => Ink::Hollow,
        (_, word) => word.and_then(|word| hues.get(&word).copied()).unwrap_or(Ink::Other),
    };
    let inks: Inks<ElementId> = values.iter().map(|(id, value)| (id.clone(), ink(value))).collect();
    let entry = |word: &(usize, String)| ColourEntry {
        ink: hues.get(word).copied().unwrap_or(Ink::Other),
        words: word.1.clone(),
        count: counts.get(word).copied().unwrap_or_default(),
    };
    let mut entries: Vec<ColourEntry> = kept.iter().map(entry).collect();
    let others = counts.len() - kept.len();
    let rest = inks.values().filter(|ink| **ink == Ink::Other).count();
    if rest > 0 {
        let words = if others > 0 { format!("{others} others") } else { "Several".to_owned() };
        entries.push(ColourEntry { ink: Ink::Other, words, count: rest });
    }
    (inks, entries)
}

/// Causal links by what the team means to do with them.
fn marks(source: &Source<'_>, title: String) -> Colouring {
    let mut inks = Inks::new();
    let mut counts: BTreeMap<Ink, (&str, usize)> = BTreeMap::new();
    let mut unmarked = 0;
    let shown = source.map.links.keys().filter_map(|id| Some((id, source.project.links.get(id)?.causal()?)));
    for (id, causal) in shown {
        let ink = causal.mark.map(intent).map_or(Ink::Hollow, |(hue, words)| {
            counts.entry(Ink::Category(hue)).or_insert((words, 0)).1 += 1;
            Ink::Category(hue)
        });
        unmarked += usize::from(ink == Ink::Hollow);
        inks.insert(id.clone(), ink);
    }
    let mut entries: Vec<ColourEntry> = counts
        .into_iter()
        .map(|(ink, (words, count))| ColourEntry { ink, words: words.to_owned(), count })
        .collect();
    if unmarked > 0 {
        let words = missing_words(&Field::Mark).to_owned();
        entries.push(ColourEntry { ink: Ink::Hollow, words, count: unmarked });
    }
    Colouring { title, elements: BTreeMap::new(), links: inks, entries }
}

pub(super) fn sizing(source: &Source<'_>, field: &Field) -> Sizing {
    let values = source.elements(field);
    let given: Vec<f64> = values
        .iter()
        .filter_map(|(_, value)| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    let (low, high) = range(field, &given);
    let share = |value: &Value| match value {
        Value::Number(number) if high > low => Some(((number - low) / (high - low)).clamp(0.0, 1.0)),
        Value::Number(_) => Some(0.0),
        _ => None,
    };
    let shares: BTreeMap<ElementId, Option<f64>> =
        values.iter().map(|(id, value)| (id.clone(), share(value))).collect();
    let missing = shares.values().filter(|share| share.is_none()).count();
    let whole = given.iter().all(|number| number.fract().abs() < 1e-9);
    let fine = if whole && high - low > 1.0 { 1.0 } else { (high - low) / STEPS as f64 / 2.0 };
    Sizing { title: field.title(source.project), shares, low, high, missing, fine }
}
