//! What the awake player knows, and everything a child can do with it.

use super::{
    drawer,
    lesson::Lesson,
    outbox::{self, Sending},
    stage,
};
use crate::api;
use lachan_core::{
    learning::{SceneSeen, Submission},
    run::{Run, Step},
};
use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};

/// Cheap to copy: every part of the player holds it.
#[derive(Clone, Copy)]
pub struct State {
    pub lesson: StoredValue<Lesson>,
    pub step: RwSignal<Step>,
    pub run: RwSignal<Run>,
    /// The choice whose feedback is on the screen.
    pub shown: RwSignal<Option<u8>>,
    pub sending: RwSignal<Sending>,
    seen: StoredValue<u16>,
    /// Handed in: going back and on again hands nothing in twice.
    handed_in: StoredValue<bool>,
    /// When the ticket was made, as this device counts.
    began: StoredValue<f64>,
}

impl State {
    /// As the server made the page.
    pub fn new(lesson: Lesson) -> Self {
        Self {
            step: RwSignal::new(lesson.start.step),
            run: RwSignal::new(lesson.start.run.clone()),
            shown: RwSignal::new(lesson.start.shown),
            sending: RwSignal::new(Sending::Done),
            seen: StoredValue::new(lesson.seen),
            handed_in: StoredValue::new(false),
            began: StoredValue::new(0.0),
            lesson: StoredValue::new(lesson),
        }
    }

    /// Takes up what this browser still holds of this child and module, and sends what is unsent.
    pub fn wake(self) {
        self.began.set_value(stage::now());
        stage::remember(self.step.get_untracked(), None);
        let kept = self
            .lesson
            .with_value(|lesson| drawer::open(&lesson.drawer));
        if let Some(kept) = kept {
            if !self.run.with_untracked(Run::is_begun) && kept.fits(self.questions()) {
                self.run.set(kept.run);
            }
            if kept.seen > self.seen.get_value() {
                self.seen.set_value(kept.seen);
                self.go(kept.step);
            }
        }
        outbox::send(self.sending);
    }

    /// From a scene to what follows it.
    pub fn go_on(self) {
        let step = self.step.get_untracked();
        if let Step::Scene(n) | Step::Play(n) = step {
            self.seen.update_value(|seen| *seen = (*seen).max(n));
            let onward = self
                .lesson
                .with_value(|lesson| step.onward(lesson.scenes, lesson.plays));
            self.go(onward);
        }
    }

    /// Opens a step. The end is reached only with every question answered.
    pub fn go(self, step: Step) {
        let step = match step {
            Step::End => self.finish(),
            step => step,
        };
        let (address, scene) = self.lesson.with_value(|lesson| {
            let scene = match step {
                Step::Scene(n) | Step::Play(n) => Some(n),
                Step::Question(_) => Some(lesson.scenes + 1),
                Step::End => None,
            };
            let tail = if step == Step::End {
                "/xong".to_owned()
            } else {
                step.query()
            };
            (format!("{}{tail}", lesson.path), scene)
        });
        stage::remember(step, Some(&address));
        self.turn_to(step);
        if let Some(scene) = scene {
            self.keep();
            self.tell(scene);
        }
    }

    /// Back and forward in the browser: the step is on the screen again, and nothing is told.
    pub fn turn_to(self, step: Step) {
        self.shown.set(None);
        self.step.set(step);
        stage::show(step);
    }

    /// Notes a choice; its feedback appears. "Chọn lại" with nothing else chosen asks the question once more.
    pub fn submit(self, question: u16, picked: RwSignal<Option<u8>>) {
        let mut place = picked.get_untracked();
        if place == self.shown.get_untracked() {
            place = None;
            picked.set(None);
        }
        if let Some(place) = place {
            self.run.update(|run| run.choose(question, place));
            self.keep();
        }
        self.shown.set(place);
        stage::focus(stage::ANSWERS);
    }

    /// The arrow keys turn scenes, unless a field needs them.
    pub fn key(self, event: &KeyboardEvent) {
        let step = self.step.get_untracked();
        if !matches!(step, Step::Scene(_) | Step::Play(_)) {
            return;
        }
        if event.alt_key() || event.ctrl_key() || event.meta_key() || stage::types_text(event) {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" => self.go_on(),
            "ArrowLeft" => {
                let back = self.lesson.with_value(|lesson| step.back(lesson.plays));
                if let Some(back) = back {
                    self.go(back);
                }
            }
            _ => {}
        }
    }

    fn finish(self) -> Step {
        let Some(answers) = self.run.with_untracked(Run::whole) else {
            return self.run.with_untracked(|run| run.after(self.questions()));
        };
        if self.handed_in.get_value() {
            return Step::End;
        }
        self.handed_in.set_value(true);
        let seconds = (stage::now() - self.began.get_value()).max(0.0) / 1000.0;
        let (submission, name, wrong) = self.lesson.with_value(|lesson| {
            let wrong: Vec<String> = (1u16..)
                .zip(lesson.questions.iter().zip(&answers))
                .filter(|(_, (question, place))| {
                    question
                        .key
                        .as_ref()
                        .is_some_and(|key| key.right != **place)
                })
                .map(|(n, _)| n.to_string())
                .collect();
            let submission = Submission {
                id: self.run.with_untracked(|run| run.id),
                ticket: lesson.ticket.clone(),
                scenes_seen: self.seen.get_value(),
                answers,
                seconds: seconds as u32,
            };
            (submission, lesson.drawer.clone(), wrong)
        });
        stage::only("data-wrong", &wrong);
        stage::only("data-wrong-in-all", &[wrong.len().to_string()]);
        outbox::add(submission, name);
        outbox::send(self.sending);
        Step::End
    }

    fn questions(self) -> u16 {
        self.lesson.with_value(Lesson::n_questions)
    }

    fn keep(self) {
        let kept = drawer::Kept {
            step: self.step.get_untracked(),
            seen: self.seen.get_value(),
            run: self.run.get_untracked(),
            at: stage::now(),
        };
        self.lesson
            .with_value(|lesson| drawer::put(&lesson.drawer, kept));
    }

    // Lost on the way it does no harm: the next one says more, and the result says all.
    fn tell(self, scene: u16) {
        let seen = SceneSeen {
            ticket: self.lesson.with_value(|lesson| lesson.ticket.clone()),
            scene,
            scenes_seen: self.seen.get_value(),
        };
        spawn_local(async move {
            api::tell(&seen).await.ok();
        });
    }
}
