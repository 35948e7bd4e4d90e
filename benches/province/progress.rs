//! A line that says how far it is and how long it will take.

use std::{
    io::{IsTerminal, Write, stderr},
    time::Instant,
};

/// Steps of about the same length.
pub struct Bar {
    all: usize,
    done: usize,
    begun: Instant,
}

impl Bar {
    /// Nothing of so many steps is done.
    pub fn of(all: usize) -> Self {
        Self {
            all,
            done: 0,
            begun: Instant::now(),
        }
    }

    /// One more; on a terminal the line is written over, elsewhere every tenth part is a line.
    pub fn step(&mut self) {
        self.done += 1;
        let gone = self.begun.elapsed().as_secs_f64();
        let left = gone / self.done as f64 * (self.all - self.done) as f64;
        let text = format!("{} of {} schools, {left:.0} s left", self.done, self.all);
        let tenth = self.done * 10 / self.all != (self.done - 1) * 10 / self.all;
        if stderr().is_terminal() {
            write!(stderr(), "\r{text}      ").ok();
        } else if tenth {
            writeln!(stderr(), "{text}").ok();
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        let took = self.begun.elapsed().as_secs_f64();
        writeln!(stderr(), "\nmade in {took:.0} s").ok();
    }
}
