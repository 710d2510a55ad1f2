//! Places on a map. One unit is one egui point at 100 % zoom; y grows downwards.

use serde_json::Value;

use super::json::{Json, Reader, number};

/// Beyond this, coordinates are clamped: nothing sensible is drawn so far out, and `f32` would lose whole units.
const FARTHEST: f64 = 1e7;

/// Rounds to the hundredth that files keep, so that saving and loading never moves anything.
fn settle(value: f64) -> f64 {
    if value.is_finite() {
        // Adding zero turns -0 into 0.
        (value.clamp(-FARTHEST, FARTHEST) * 100.0).round() / 100.0 + 0.0
    } else {
        0.0
    }
}

/// A place on a map, always finite and rounded to 0.01.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    x: f64,
    y: f64,
}

impl Point {
    /// The nearest place a file can hold.
    pub fn new(x: f64, y: f64) -> Self {
        Self { x: settle(x), y: settle(y) }
    }

    /// The distance from the left, growing to the right.
    pub fn x(self) -> f64 {
        self.x
    }

    /// The distance from the top, growing downwards.
    pub fn y(self) -> f64 {
        self.y
    }

    /// This place moved by `(dx, dy)`.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }
}

fn numbers<const N: usize>(value: &Value) -> Option<[f64; N]> {
    let array = value.as_array()?;
    let mut numbers = [0.0; N];
    if array.len() != N {
        return None;
    }
    for (number, item) in numbers.iter_mut().zip(array) {
        *number = item.as_f64().filter(|n| n.is_finite())?;
    }
    Some(numbers)
}

impl Json for Point {
    const EXPECTED: &'static str = "two numbers [x, y]";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        numbers(&value).map(|[x, y]| (Self::new(x, y), None)).ok_or(value)
    }

    fn to_json(&self) -> Value {
        Value::Array(vec![number(self.x), number(self.y)])
    }
}

/// A rectangle on a map, from its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// The top left corner.
    pub corner: Point,
    /// Width and height, never negative.
    pub size: Point,
}

impl Json for Area {
    const EXPECTED: &'static str = "four numbers [x, y, width, height]";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        match numbers(&value) {
            Some([x, y, width, height]) => {
                let area =
                    Self { corner: Point::new(x, y), size: Point::new(width.max(0.0), height.max(0.0)) };
                Ok((area, None))
            }
            None => Err(value),
        }
    }

    fn to_json(&self) -> Value {
        let sides = [self.corner.x, self.corner.y, self.size.x, self.size.y];
        Value::Array(sides.into_iter().map(number).collect())
    }
}

/// Where a view looks: the place at the middle of the window, and the zoom (1 = 100 %).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The place at the middle of the window.
    pub centre: Point,
    /// The zoom: 1 is 100 %.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { centre: Point::default(), zoom: 1.0 }
    }
}

impl Json for Camera {
    const EXPECTED: &'static str = "three numbers [x, y, zoom]";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        match numbers(&value) {
            Some([x, y, zoom]) if zoom > 0.0 => Ok((Self { centre: Point::new(x, y), zoom }, None)),
            _ => Err(value),
        }
    }

    fn to_json(&self) -> Value {
        Value::Array([self.centre.x, self.centre.y, self.zoom].into_iter().map(number).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_rounded_finite_and_never_minus_zero() {
        assert_eq!(Point::new(1.006, -0.001).to_json().to_string(), "[1.01,0]");
        assert_eq!(Point::new(f64::NAN, 1e99), Point::new(0.0, 1e7));
    }
}
