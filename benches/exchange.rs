//! Importing a table of 100,000 links; the promise is under 2 s. And writing them in every format.

use std::fmt::Write as _;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use linchpin::exchange::{self, Format, Options};
use linchpin::file::Header;

fn table(rows: usize) -> String {
    let mut text = String::from("from,to,kind,strength,label\n");
    for row in 0..rows {
        let (from, to) = (row % 9973, row * 7919 % 9967);
        let _ = writeln!(text, "Actor {from},Actor {to},funds,{},\"since {}\"", row % 5 + 1, 1990 + row % 30);
    }
    text
}

fn import(c: &mut Criterion) {
    let text = table(100_000);
    let mut group = c.benchmark_group("exchange");
    group.sample_size(10);
    group.bench_function("a CSV table of 100,000 links", |b| {
        b.iter(|| exchange::read_bytes(Path::new("x.csv"), text.as_bytes(), &Options::default()));
    });
    group.finish();
}

fn export(c: &mut Criterion) {
    let text = table(100_000);
    let Ok(read) = exchange::read_bytes(Path::new("x.csv"), text.as_bytes(), &Options::default()) else {
        return;
    };
    let mut group = c.benchmark_group("exchange");
    group.sample_size(10);
    for format in Format::ALL.iter().copied().filter(|format| format.can_write()) {
        group.bench_function(format!("100,000 links as {}", format.title()), |b| {
            b.iter(|| exchange::write(&read.project, &Header::default(), format));
        });
    }
    group.finish();
}

criterion_group!(benches, import, export);
criterion_main!(benches);
