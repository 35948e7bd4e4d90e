//! A new release comes in the middle of a lesson: each of two programs behind a balancer is told to stop and started again, in turn.

use crate::{
    balancer::Balancer,
    cluster::Database,
    load::{Answers, Waiting, burst, lasting, until},
    running::{Running, program},
    scale::{Scale, Seen},
};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

/// What the balancer needs to notice, and more.
const FAREWELL: Duration = Duration::from_secs(1);

/// F14
pub fn restart(scale: &Scale, seen: &mut Seen) {
    let Some((database, folders)) = Database::with_province(scale, seen) else {
        return;
    };
    let waiting = Waiting::of(database.work());
    let balancer = Balancer::start();
    let start = |n: usize| {
        let mut command = program();
        command.env("LACHAN_FAREWELL", FAREWELL.as_secs().to_string());
        let running = Running::run_on(command, folders[n].path(), Some(&database.url));
        balancer.point(n, running.address);
        let ready = until(Duration::from_secs(10), || balancer.is_ready(n));
        (running, ready.is_some())
    };
    let mut programs = vec![start(0).0, start(1).0];
    let over = AtomicBool::new(false);
    let answers: Answers = thread::scope(|scope| {
        let sent = scope.spawn(|| {
            burst(
                || balancer.address,
                &waiting,
                || !over.load(Ordering::Relaxed),
            )
        });
        for round in 0..scale.times(10, 2) {
            for n in [0, 1] {
                thread::sleep(Duration::from_millis(300));
                let before = balancer.answered(n);
                seen.expect(before > 0, || format!("program {n} answers nobody"));
                let begun = Instant::now();
                // They take turns: the first in the row leaves, and comes back at its end.
                let ended = programs.remove(0).terminate(1);
                seen.expect(ended.success(), || format!("{round}, {n}: {ended}"));
                let took = begun.elapsed();
                let bound = FAREWELL + Duration::from_secs(10);
                seen.expect(took >= FAREWELL && took < bound, || {
                    format!("{round}, {n}: it left after {took:?}")
                });
                let (new, ready) = start(n);
                seen.expect(ready, || format!("{round}, {n}: never ready again"));
                programs.push(new);
            }
        }
        over.store(true, Ordering::Relaxed);
        sent.join().unwrap()
    });
    seen.expect(answers.saved.len() > 100, || {
        "nobody sent anything".to_owned()
    });
    let lost = answers.cut + answers.refused + answers.odd.len();
    seen.expect(lost == 0, || {
        format!(
            "{} cut, {} refused, {:?}",
            answers.cut, answers.refused, answers.odd
        )
    });
    let mut saved = answers.saved;
    // The control: one that is killed tells nobody before.
    let cut = thread::scope(|scope| {
        let sent = scope.spawn(|| {
            burst(
                || balancer.address,
                &waiting,
                lasting(Duration::from_millis(800)),
            )
        });
        thread::sleep(Duration::from_millis(300));
        programs.into_iter().for_each(Running::kill);
        sent.join().unwrap()
    });
    seen.expect(cut.cut > 0, || "a kill cut nobody off".to_owned());
    saved.extend(cut.saved);
    database.keeps(&saved, seen);
}
