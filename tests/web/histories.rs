//! What is kept equals what is counted, whatever happened: random histories of two schools, compared after every step on each line.

use crate::support::World;
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use lachan::store::{
    activities::{self, Plan},
    assignments, attendance,
    figures::{self, sheets},
    imports, progress, pupils, trials, units,
};
use lachan_core::{
    activity::{ActivityKind, CancelReason, Mark, Status},
    actor::Actor,
    ids::{ActivityId, AssignmentId, OperationId, PupilId, UnitId},
    learning::{Assignment, Mode, Window},
    lesson::{Band, Score},
    period::Span,
    permission::{AssignModule, ImportClass, LearnAs, PlanActivity, SeeReport, TakeAttendance},
    person::{Birth, Details, Gender, SecretKind},
    report::Report,
    trial::{Outcome, TestKind},
    units::{Line, Relation},
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use uuid::Uuid;

const SYSTEM: Actor = Actor::System("history");
const MODULES: [&str; 3] = ["B1", "B2", "B3"];

/// Something that happens; the numbers choose who and when, whoever is there then.
#[derive(Clone, Copy, Debug)]
enum Step {
    Finish {
        child: usize,
        module: usize,
        days_ago: u64,
    },
    Test {
        child: usize,
        kind: usize,
        days_ago: u64,
        correct: i64,
    },
    Assign {
        class: usize,
        module: usize,
        opens_in: i64,
    },
    MoveWindow {
        which: usize,
        opens_in: i64,
    },
    Withdraw {
        which: usize,
    },
    Restore {
        which: usize,
    },
    Enrol {
        class: usize,
        days_ago: u64,
    },
    Change {
        child: usize,
        class: usize,
        days_ago: u64,
    },
    Leave {
        child: usize,
        days_ago: u64,
    },
    Undo {
        child: usize,
    },
    Gender {
        child: usize,
    },
    Meet {
        host: usize,
        guests: [usize; 2],
        days_ago: i64,
    },
    Come {
        which: usize,
        among: usize,
        is_there: bool,
    },
    Close {
        which: usize,
    },
    Cancel {
        which: usize,
    },
    WalkIns {
        which: usize,
        more: i64,
    },
    Attended {
        which: usize,
        n: i64,
    },
    Days {
        n: i64,
    },
    MoveSchool {
        school: usize,
    },
    CloseUnit {
        which: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let n = || 0usize..1000;
    let ago = || prop_oneof![3 => 0u64..3, 1 => 0u64..60];
    prop_oneof![
        6 => (n(), n(), ago()).prop_map(|(child, module, days_ago)| Step::Finish { child, module, days_ago }),
        3 => (n(), n(), ago(), 0i64..=10).prop_map(|(child, kind, days_ago, correct)| Step::Test { child, kind, days_ago, correct }),
        3 => (n(), n(), -20i64..6).prop_map(|(class, module, opens_in)| Step::Assign { class, module, opens_in }),
        1 => (n(), -20i64..6).prop_map(|(which, opens_in)| Step::MoveWindow { which, opens_in }),
        1 => n().prop_map(|which| Step::Withdraw { which }),
        1 => n().prop_map(|which| Step::Restore { which }),
        2 => (n(), ago()).prop_map(|(class, days_ago)| Step::Enrol { class, days_ago }),
        2 => (n(), n(), ago()).prop_map(|(child, class, days_ago)| Step::Change { child, class, days_ago }),
        1 => (n(), ago()).prop_map(|(child, days_ago)| Step::Leave { child, days_ago }),
        1 => n().prop_map(|child| Step::Undo { child }),
        1 => n().prop_map(|child| Step::Gender { child }),
        3 => (n(), [n(), n()], -3i64..40).prop_map(|(host, guests, days_ago)| Step::Meet { host, guests, days_ago }),
        4 => (n(), n(), any::<bool>()).prop_map(|(which, among, is_there)| Step::Come { which, among, is_there }),
        3 => n().prop_map(|which| Step::Close { which }),
        1 => n().prop_map(|which| Step::Cancel { which }),
        1 => (n(), -2i64..9).prop_map(|(which, more)| Step::WalkIns { which, more }),
        1 => (n(), 0i64..40).prop_map(|(which, n)| Step::Attended { which, n }),
        2 => (1i64..25).prop_map(|n| Step::Days { n }),
        1 => n().prop_map(|school| Step::MoveSchool { school }),
        1 => n().prop_map(|which| Step::CloseUnit { which }),
    ]
}

/// The schools and whatever has happened to them.
#[derive(Clone)]
pub struct History<'a> {
    world: &'a World,
    schools: [UnitId; 2],
    communes: [UnitId; 2],
    classes: Vec<UnitId>,
    /// Whatever may hold a meeting or be invited to one.
    places: Vec<UnitId>,
    /// Each child with the class it came to last.
    children: Vec<(PupilId, UnitId)>,
    given: Vec<(AssignmentId, UnitId)>,
    meetings: Vec<(ActivityId, UnitId, Vec<UnitId>)>,
    pub asked: [(UnitId, Line); 9],
}

impl<'a> History<'a> {
    pub async fn begin(world: &'a World) -> Self {
        let p = world.province().await;
        let classes = vec![p.a.class_4a, p.a.class_4b, p.b.class_4a, p.b.class_4b];
        let mut children = Vec::new();
        for (n, class) in classes.iter().enumerate() {
            let school = if n < 2 { &p.a } else { &p.b };
            let names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Chi"];
            let made = world.pupils(school, *class, &names).await;
            children.extend(made.into_iter().map(|child| (child, *class)));
        }
        Self {
            world,
            schools: [p.a.id, p.b.id],
            communes: [p.commune, p.other_commune],
            places: vec![
                p.a.chi_doi_4a,
                p.a.chi_doi_4b,
                p.a.class_4a,
                p.b.chi_doi_4a,
                p.a.pioneers,
                p.b.pioneers,
                p.a.id,
                p.commune_youth,
                p.commune,
                p.department,
            ],
            asked: [
                (p.a.class_4a, Line::Education),
                (p.b.class_4b, Line::Education),
                (p.a.chi_doi_4a, Line::Youth),
                (p.a.id, Line::Education),
                (p.a.pioneers, Line::Youth),
                (p.commune, Line::Education),
                (p.commune_youth, Line::Youth),
                (p.department, Line::Education),
                (p.province_youth, Line::Youth),
            ],
            classes,
            children,
            given: Vec::new(),
            meetings: Vec::new(),
        }
    }

    fn today(&self) -> NaiveDate {
        self.world.clock.today()
    }

    fn ago(&self, days: u64) -> NaiveDate {
        self.today() - Days::new(days)
    }

    fn instant(&self, days_ago: u64) -> DateTime<Utc> {
        self.world.clock.now() - Duration::days(days_ago.try_into().unwrap())
    }

    async fn place(&self, unit: UnitId) -> lachan_core::units::Place {
        let place = units::place(self.world.db(), unit, self.today()).await;
        place.unwrap().unwrap()
    }

    fn child(&self, n: usize) -> Option<(PupilId, UnitId)> {
        self.children.get(n % self.children.len().max(1)).copied()
    }

    fn meeting(&self, n: usize) -> Option<(ActivityId, UnitId, Vec<UnitId>)> {
        self.meetings.get(n % self.meetings.len().max(1)).cloned()
    }

    fn learns(
        &self,
        (pupil, class): (PupilId, UnitId),
    ) -> lachan_core::permission::Permit<LearnAs> {
        SYSTEM.permit(LearnAs { pupil, class }).unwrap()
    }

    async fn take(&mut self, step: Step) -> Option<()> {
        let world = self.world;
        let now = world.clock.now();
        let today = self.today();
        match step {
            Step::Days { n } => {
                world.clock.advance(Duration::days(n));
                return Some(());
            }
            Step::Finish {
                child,
                module,
                days_ago,
            } => {
                let finish = progress::Finish {
                    permit: self.learns(self.child(child)?),
                    id: OperationId(Uuid::now_v7()),
                    body_hash: String::new(),
                    module: MODULES[module % 3].parse().unwrap(),
                    scenes_seen: 6,
                    completes: module % 7 > 0,
                    score: Score {
                        correct: 5,
                        items: 6,
                    },
                    choices: Vec::new(),
                    done_at: self.instant(days_ago),
                    now,
                };
                world.app.batch.run(finish).await.unwrap();
                return Some(());
            }
            Step::Test {
                child,
                kind,
                days_ago,
                correct,
            } => {
                let take = trials::Take {
                    permit: self.learns(self.child(child)?),
                    id: OperationId(Uuid::now_v7()),
                    body_hash: String::new(),
                    band: Band::B,
                    kind: [TestKind::PreTest, TestKind::PostTest, TestKind::Recall][kind % 3],
                    outcome: Outcome {
                        score: Score { correct, items: 10 },
                        knows_111: correct > 5,
                    },
                    taken_at: self.instant(days_ago),
                    now,
                };
                world.app.batch.run(take).await.unwrap();
                return Some(());
            }
            _ => {}
        }
        let mut tx = world.db().begin().await.unwrap();
        match step {
            Step::Finish { .. } | Step::Test { .. } | Step::Days { .. } => {}
            Step::Assign {
                class,
                module,
                opens_in,
            } => {
                let class = self.classes[class % self.classes.len()];
                let permit = SYSTEM
                    .permit(AssignModule::at(&self.place(class).await))
                    .unwrap();
                let opens_on = today + Duration::days(opens_in);
                let new = Assignment {
                    id: AssignmentId(Uuid::now_v7()),
                    class,
                    module: MODULES[module % 3].parse().unwrap(),
                    window: Window {
                        opens_on,
                        closes_on: opens_on + Duration::days(7),
                    },
                    mode: Mode::Device,
                };
                assignments::set_aside(&mut tx, &permit, &new.module, today, now)
                    .await
                    .unwrap();
                if assignments::create(&mut tx, &permit, &SYSTEM, &new, now)
                    .await
                    .unwrap()
                {
                    self.given.push((new.id, class));
                }
            }
            Step::MoveWindow { which, opens_in } => {
                let (id, class) = *self.given.get(which % self.given.len().max(1))?;
                let permit = SYSTEM
                    .permit(AssignModule::at(&self.place(class).await))
                    .unwrap();
                let opens_on = today + Duration::days(opens_in);
                let window = Window {
                    opens_on,
                    closes_on: opens_on + Duration::days(7),
                };
                assignments::change_window(&mut tx, &permit, id, window)
                    .await
                    .unwrap();
            }
            Step::Withdraw { which } => {
                let (id, class) = *self.given.get(which % self.given.len().max(1))?;
                let permit = SYSTEM
                    .permit(AssignModule::at(&self.place(class).await))
                    .unwrap();
                assignments::withdraw(&mut tx, &permit, id, now)
                    .await
                    .unwrap();
            }
            Step::Restore { which } => {
                let (id, class) = *self.given.get(which % self.given.len().max(1))?;
                let permit = SYSTEM
                    .permit(AssignModule::at(&self.place(class).await))
                    .unwrap();
                assignments::restore(&mut tx, &permit, id).await.unwrap();
            }
            Step::Enrol { class, days_ago } => {
                let at = class % self.classes.len();
                let (class, school) = (self.classes[at], self.schools[at / 2]);
                let permit = SYSTEM
                    .permit(ImportClass::at(&self.place(class).await))
                    .unwrap();
                let id = PupilId(Uuid::now_v7());
                let new = pupils::NewPupil {
                    id,
                    details: details(Gender::Male),
                    animal: "fox".into(),
                    secret_kind: SecretKind::Pictures,
                    secret: "x".into(),
                };
                pupils::create(&mut tx, &permit, school, &new, self.ago(days_ago))
                    .await
                    .unwrap();
                self.children.push((id, class));
            }
            Step::Change {
                child,
                class,
                days_ago,
            } => {
                let (child, was) = self.child(child)?;
                let becomes = self.classes[class % self.classes.len()];
                let leaves = SYSTEM
                    .permit(ImportClass::at(&self.place(was).await))
                    .unwrap();
                let comes = SYSTEM
                    .permit(ImportClass::at(&self.place(becomes).await))
                    .unwrap();
                let from = self.ago(days_ago);
                if pupils::leave(&mut tx, &leaves, child, from - Days::new(1))
                    .await
                    .unwrap()
                    > 0
                {
                    pupils::enrol(&mut tx, &comes, child, from).await.unwrap();
                    self.children.push((child, becomes));
                }
            }
            Step::Leave { child, days_ago } => {
                let (child, class) = self.child(child)?;
                let permit = SYSTEM
                    .permit(ImportClass::at(&self.place(class).await))
                    .unwrap();
                pupils::leave(&mut tx, &permit, child, self.ago(days_ago))
                    .await
                    .unwrap();
            }
            // An import is undone: the child has never been there, or comes back to where it was.
            Step::Undo { child } => {
                let (child, class) = self.child(child)?;
                let permit = SYSTEM
                    .permit(ImportClass::at(&self.place(class).await))
                    .unwrap();
                if !imports::take_back(&mut tx, &permit, child).await.unwrap() {
                    let last: (Option<NaiveDate>,) = tx
                        .query("select max(valid_to) from enrolment where pupil = $1 and class = $2
                                and not exists (select 1 from enrolment o where o.pupil = $1 and o.valid_to is null and o.class <> $2)")
                        .bind(child)
                        .bind(class)
                        .one()
                        .await
                        .unwrap();
                    imports::unenrol(&mut tx, &permit, child).await.unwrap();
                    if let (Some(last),) = last {
                        imports::reopen(&mut tx, &permit, child, last)
                            .await
                            .unwrap();
                    }
                } else {
                    self.children.retain(|(one, _)| *one != child);
                }
            }
            Step::Gender { child } => {
                let (pupil, class) = self.child(child)?;
                let permit = SYSTEM
                    .permit(ImportClass::at(&self.place(class).await))
                    .unwrap();
                let gender = [Gender::Male, Gender::Female, Gender::Unknown][child % 3];
                pupils::rewrite(&mut tx, &permit, pupil, &details(gender))
                    .await
                    .unwrap();
            }
            Step::Meet {
                host,
                guests,
                days_ago,
            } => {
                let place = |n: usize| self.places[n % self.places.len()];
                let host = place(host);
                let permit = SYSTEM
                    .permit(PlanActivity::at(&self.place(host).await))
                    .unwrap();
                let id = ActivityId(Uuid::now_v7());
                let kinds = [
                    ActivityKind::PioneerMeeting,
                    ActivityKind::Talk,
                    ActivityKind::InternetTraining,
                ];
                let plan = Plan {
                    kind: kinds[guests[0] % 3],
                    title: id.to_string(),
                    pack: None,
                    held_on: today - Duration::days(days_ago),
                    starts_at: None,
                    place: None,
                    note: None,
                    targets: guests.map(place).into(),
                };
                activities::create(&mut tx, &permit, id, &plan, &SYSTEM, now)
                    .await
                    .unwrap();
                self.meetings.push((id, host, plan.targets));
            }
            Step::Come {
                which,
                among,
                is_there,
            } => {
                let (id, _, guests) = self.meeting(which)?;
                let status = if is_there {
                    Status::Present
                } else {
                    Status::Absent
                };
                for guest in guests {
                    let permit = SYSTEM
                        .permit(TakeAttendance::at(&self.place(guest).await))
                        .unwrap();
                    for (n, (pupil, _)) in self.children.iter().enumerate() {
                        if n % 3 != among % 3 {
                            continue;
                        }
                        let mark = Mark {
                            pupil: *pupil,
                            status: Some(status),
                            reason: None,
                            marked_at: now,
                            client_id: OperationId(Uuid::now_v7()),
                        };
                        attendance::keep(&mut tx, &permit, id, &mark, &SYSTEM, now)
                            .await
                            .unwrap();
                    }
                }
            }
            Step::Close { which } => {
                let (id, host, _) = self.meeting(which)?;
                let permit = SYSTEM
                    .permit(PlanActivity::at(&self.place(host).await))
                    .unwrap();
                activities::close(&mut tx, &permit, id, &SYSTEM, now)
                    .await
                    .unwrap();
            }
            Step::Cancel { which } => {
                let (id, host, _) = self.meeting(which)?;
                let permit = SYSTEM
                    .permit(PlanActivity::at(&self.place(host).await))
                    .unwrap();
                activities::cancel(&mut tx, &permit, id, CancelReason::Weather, &SYSTEM, now)
                    .await
                    .unwrap();
            }
            Step::WalkIns { which, more } => {
                let (id, host, _) = self.meeting(which)?;
                let permit = SYSTEM
                    .permit(PlanActivity::at(&self.place(host).await))
                    .unwrap();
                activities::add_walk_ins(&mut tx, &permit, id, more)
                    .await
                    .unwrap();
            }
            Step::Attended { which, n } => {
                let (id, host, guests) = self.meeting(which)?;
                let permit = SYSTEM
                    .permit(PlanActivity::at(&self.place(host).await))
                    .unwrap();
                activities::set_attended(&mut tx, &permit, id, guests[0], Some(n))
                    .await
                    .unwrap();
            }
            Step::MoveSchool { school } => {
                let child = self.schools[school % 2];
                let yesterday = self.ago(1);
                // A school that moved today stays there: an edge holds for a day at least.
                let moved: (i64,) = tx
                    .query("select count(*) from unit_edge where child = $1 and valid_from >= $2")
                    .bind(child)
                    .bind(today)
                    .one()
                    .await
                    .unwrap();
                if moved.0 == 0 {
                    units::part(&mut tx, child, Relation::Professional, yesterday)
                        .await
                        .unwrap();
                    let parent = self.communes[school / 2 % 2];
                    units::join(&mut tx, child, parent, Relation::Professional, today)
                        .await
                        .unwrap();
                }
            }
            Step::CloseUnit { which } => {
                // A class, or a chi đội.
                let units = self.classes.iter().chain(&self.places[..2]);
                let unit = *units.cycle().nth(which % 6).unwrap();
                let last = self.ago(which as u64 % 4);
                units::close(&mut tx, unit, last).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        Some(())
    }

    /// Forty things that happen, others on each side, while days are turned by somebody else.
    pub async fn be_busy(mut self, side: u8) {
        let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &[side; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), dice);
        for _ in 0..40 {
            let step = step().new_tree(&mut runner).unwrap().current();
            // A child that one side takes away the others still know, and one office decides where schools belong.
            let not_here = match step {
                Step::Days { .. } | Step::Undo { .. } => true,
                Step::MoveSchool { .. } => side > 0,
                _ => false,
            };
            if !not_here {
                self.take(step).await;
            }
        }
    }

    /// Everything that can be asked for, in every span.
    pub async fn compare_all(&self) -> Result<(), TestCaseError> {
        for span in spans() {
            for (unit, line) in self.asked {
                self.compare(unit, line, span).await?;
            }
        }
        self.compare_sheets().await
    }

    /// The sheets of both lines, made for all who ask, against a report of each unit.
    async fn compare_sheets(&self) -> Result<(), TestCaseError> {
        let (db, today) = (self.world.db(), self.today());
        for span in spans() {
            for trees in sheets::grow(db, &[span], today).await.unwrap() {
                for (unit, _, sheet) in trees[0].sheets() {
                    let line = units::find(db, unit).await.unwrap().unwrap().kind.line();
                    let permit = SYSTEM
                        .permit(SeeReport::at(&self.place(unit).await))
                        .unwrap();
                    let facts = figures::recount(db, &permit, line, span, today)
                        .await
                        .unwrap();
                    let counted = Report::compile(&facts, &[], "", "");
                    prop_assert_eq!(&sheet.total, &counted.total);
                    prop_assert_eq!(&sheet.grades, &counted.grades);
                    prop_assert_eq!(sheet.all_grades, counted.all_grades);
                }
            }
        }
        Ok(())
    }

    async fn compare(&self, unit: UnitId, line: Line, span: Span) -> Result<(), TestCaseError> {
        let (db, today) = (self.world.db(), self.today());
        let permit = SYSTEM
            .permit(SeeReport::at(&self.place(unit).await))
            .unwrap();
        let kept = figures::read(db, &permit, line, span, today).await.unwrap();
        let counted = figures::recount(db, &permit, line, span, today)
            .await
            .unwrap();
        prop_assert_eq!(kept, counted, "{:?} {:?}", line, span);
        Ok(())
    }
}

fn details(gender: Gender) -> Details {
    Details {
        code: None,
        full_name: "Phạm Minh Đức".to_owned().into(),
        birth: Some(Birth::Year(2017)),
        gender,
    }
}

/// Months, a quarter and two years, over and running.
pub fn spans() -> [Span; 5] {
    [
        ("2026-09-15", "2026-10-14"),
        ("2026-10-15", "2026-11-14"),
        ("2026-09-15", "2026-12-14"),
        ("2026-08-01", "2027-05-31"),
        ("2025-12-15", "2026-12-14"),
    ]
    .map(|(from, to)| Span {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    })
}

#[test]
fn what_is_kept_is_what_is_counted() {
    let config = Config {
        cases: 6,
        max_shrink_iters: 60,
        failure_persistence: None,
        ..Config::default()
    };
    let steps = prop::collection::vec((step(), 0usize..9, 0usize..5), 10..45);
    let run = |steps: Vec<(Step, usize, usize)>| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let world = World::new().await;
            let mut history = History::begin(&world).await;
            for (step, unit, span) in steps {
                history.take(step).await;
                // What nobody asks for for a while keeps its marks.
                let (unit, line) = history.asked[unit];
                history.compare(unit, line, spans()[span]).await?;
            }
            history.compare_all().await
        })
    };
    // The same histories every time: whatever breaks here breaks on the machine of whoever broke it.
    let dice = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, dice)
        .run(&steps, run)
        .unwrap();
}
