//! What each step does to a province.

use super::{History, SYSTEM, step::Step};
use crate::support::places::first_day;
use chrono::{Days, Duration, NaiveDate};
use lachan::{
    service::retention::{forget, turn_years},
    store::{
        Tx,
        activities::{self, Plan},
        assignments, attendance, imports, progress, pupils, trials,
        units::{self, NewUnit, SchoolYear},
    },
};
use lachan_core::{
    activity::{ActivityKind, CancelReason, Mark, Status},
    ids::{ActivityId, AssignmentId, OperationId, PupilId, SchoolYearId, UnitId},
    learning::{Assignment, Mode, Window},
    lesson::{Band, Score},
    permission::{AssignModule, ImportClass, PlanActivity, TakeAttendance},
    person::{Birth, Details, Gender, SecretKind},
    trial::{Outcome, TestKind},
    units::{Relation, UnitKind},
};
use uuid::Uuid;

/// Which school each class is in, those of the second year too.
const SCHOOLS: [usize; 6] = [0, 0, 1, 1, 0, 1];

const MODULES: [&str; 3] = ["B1", "B2", "B3"];

impl History<'_> {
    /// Takes a step, as far as whoever it is about is there.
    pub(super) async fn take(&mut self, step: Step) -> Option<()> {
        let world = self.world;
        let now = world.clock.now();
        let today = self.today();
        match step {
            Step::Days { n } => {
                world.clock.advance(Duration::days(n));
                // Classes that are over keep their children for a while.
                if n % 2 == 0 {
                    turn_years(world.db(), self.today()).await.unwrap();
                }
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
            Step::Forget => {
                self.forget().await;
                return Some(());
            }
            _ => {}
        }
        let mut tx = world.db().begin().await.unwrap();
        match step {
            Step::Finish { .. } | Step::Test { .. } | Step::Days { .. } | Step::Forget => {}
            Step::Assign {
                class,
                module,
                opens_in,
            } => {
                let class = self.classes[class % self.classes.len()];
                let permit = self.may(class, AssignModule::at).await;
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
                let permit = self.may(class, AssignModule::at).await;
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
                let permit = self.may(class, AssignModule::at).await;
                assignments::withdraw(&mut tx, &permit, id, now)
                    .await
                    .unwrap();
            }
            Step::Restore { which } => {
                let (id, class) = *self.given.get(which % self.given.len().max(1))?;
                let permit = self.may(class, AssignModule::at).await;
                assignments::restore(&mut tx, &permit, id).await.unwrap();
            }
            Step::Enrol { class, days_ago } => {
                let at = class % self.classes.len();
                let (class, school) = (self.classes[at], self.schools[SCHOOLS[at]]);
                let permit = self.may(class, ImportClass::at).await;
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
                // A child of another school is another child.
                let school = |class: UnitId| {
                    let at = self.classes.iter().position(|one| *one == class);
                    at.map(|at| SCHOOLS[at])
                };
                let there = self.classes.iter().copied();
                let there = there.filter(|class| school(*class) == school(was));
                let there: Vec<UnitId> = there.collect();
                let becomes = there[class % there.len()];
                let leaves = self.may(was, ImportClass::at).await;
                let comes = self.may(becomes, ImportClass::at).await;
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
                let permit = self.may(class, ImportClass::at).await;
                pupils::leave(&mut tx, &permit, child, self.ago(days_ago))
                    .await
                    .unwrap();
            }
            // An import is undone: the child has never been there, or comes back to where it was.
            Step::Undo { child } => {
                let (child, class) = self.child(child)?;
                let permit = self.may(class, ImportClass::at).await;
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
                let permit = self.may(class, ImportClass::at).await;
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
                let permit = self.may(host, PlanActivity::at).await;
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
                    let permit = self.may(guest, TakeAttendance::at).await;
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
                let permit = self.may(host, PlanActivity::at).await;
                activities::close(&mut tx, &permit, id, &SYSTEM, now)
                    .await
                    .unwrap();
            }
            Step::Cancel { which } => {
                let (id, host, _) = self.meeting(which)?;
                let permit = self.may(host, PlanActivity::at).await;
                activities::cancel(&mut tx, &permit, id, CancelReason::Weather, &SYSTEM, now)
                    .await
                    .unwrap();
            }
            Step::WalkIns { which, more } => {
                let (id, host, _) = self.meeting(which)?;
                let permit = self.may(host, PlanActivity::at).await;
                activities::add_walk_ins(&mut tx, &permit, id, more)
                    .await
                    .unwrap();
            }
            Step::Attended { which, n } => {
                let (id, host, guests) = self.meeting(which)?;
                let permit = self.may(host, PlanActivity::at).await;
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
            Step::NextYear { starts_in } => {
                let starts_on = today + Duration::days(starts_in);
                let known = "select starts_on from school_year where code = 'NH2027-2028'";
                let known: Option<(NaiveDate,)> = tx.query(known).optional().await.unwrap();
                match known {
                    Some(_) => {
                        tx.query(
                            "update school_year set starts_on = $1 where code = 'NH2027-2028'",
                        )
                        .bind(starts_on)
                        .execute()
                        .await
                        .unwrap();
                    }
                    None => self.second_year(&mut tx, starts_on).await,
                }
                let moved = known.and_then(|(on,)| on.pred_opt());
                units::end_classes(&mut tx, moved).await.unwrap();
                // The first one is forgotten as soon as the second begins.
                tx.query(
                    "update school_year set ends_on = '2026-09-10' where code = 'NH2026-2027'",
                )
                .execute()
                .await
                .unwrap();
            }
        }
        tx.commit().await.unwrap();
        Some(())
    }
}

impl History<'_> {
    /// Forgets the children of the first year, if a second has begun; no report says anything else.
    async fn forget(&mut self) {
        let mut before = Vec::new();
        for span in super::spans() {
            for (unit, line) in self.asked {
                before.push(self.kept(unit, line, span).await);
            }
        }
        forget(self.world.db(), &self.world.clock).await.unwrap();
        let mut before = before.into_iter();
        for span in super::spans() {
            for (unit, line) in self.asked {
                let kept = self.kept(unit, line, span).await;
                assert_eq!(Some(&kept), before.next().as_ref(), "{line:?} {span:?}");
                if span.to < self.today() {
                    self.forgotten.push((unit, line, span, kept.classes));
                }
            }
        }
        let there: Vec<(PupilId,)> = self
            .world
            .db()
            .query("select id from pupil")
            .all()
            .await
            .unwrap();
        self.children
            .retain(|(child, _)| there.contains(&(*child,)));
    }

    /// A school year after the first, with one class in each school.
    async fn second_year(&mut self, tx: &mut Tx, starts_on: NaiveDate) {
        let year = SchoolYear {
            id: SchoolYearId(Uuid::now_v7()),
            code: "NH2027-2028".to_owned(),
            starts_on,
            term2_on: starts_on + Duration::days(130),
            ends_on: starts_on + Duration::days(270),
        };
        units::create_year(tx, &year).await.unwrap();
        for (n, school) in self.schools.into_iter().enumerate() {
            let class = NewUnit {
                id: UnitId(Uuid::now_v7()),
                code: format!("5A-{n}"),
                kind: UnitKind::Class,
                name: "5A".to_owned(),
                short_name: "5A".to_owned(),
                sort_key: "5A".to_owned(),
                levels: String::new(),
                grade: Some(5),
                school: Some(school),
                school_year: Some(year.id),
                opened_on: starts_on,
            };
            units::create(tx, &class).await.unwrap();
            // It stands there before it opens, so that every step can be taken in it.
            units::join(tx, class.id, school, Relation::Professional, first_day())
                .await
                .unwrap();
            self.classes.push(class.id);
        }
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
