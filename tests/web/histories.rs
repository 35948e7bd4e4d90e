//! What is kept equals what is counted, whatever happened: random histories of two schools, compared after every step on each line.

mod step;
mod take;

use crate::support::World;
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use lachan::store::{
    figures::{self, sheets},
    units,
};
use lachan_core::{
    actor::Actor,
    ids::{ActivityId, AssignmentId, PupilId, UnitId},
    period::Span,
    permission::{Action, LearnAs, Permit, SeeReport},
    report::{ClassFacts, Facts, Report},
    units::{Line, Place},
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use step::{Step, step};

const SYSTEM: Actor = Actor::System("history");

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
    /// What classes had learnt in spans that were over when their children were forgotten.
    forgotten: Vec<(UnitId, Line, Span, Vec<ClassFacts>)>,
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
            forgotten: Vec::new(),
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

    async fn place(&self, unit: UnitId) -> Place {
        let place = units::place(self.world.db(), unit, self.today()).await;
        place.unwrap().unwrap()
    }

    async fn may<A: Action>(&self, unit: UnitId, action: fn(&Place) -> A) -> Permit<A> {
        SYSTEM.permit(action(&self.place(unit).await)).unwrap()
    }

    fn child(&self, n: usize) -> Option<(PupilId, UnitId)> {
        self.children.get(n % self.children.len().max(1)).copied()
    }

    fn meeting(&self, n: usize) -> Option<(ActivityId, UnitId, Vec<UnitId>)> {
        self.meetings.get(n % self.meetings.len().max(1)).cloned()
    }

    fn learns(&self, (pupil, class): (PupilId, UnitId)) -> Permit<LearnAs> {
        SYSTEM.permit(LearnAs { pupil, class }).unwrap()
    }

    /// Forty things that happen, others on each side, while days are turned by somebody else.
    pub async fn be_busy(mut self, side: u8) {
        let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &[side; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), dice);
        for _ in 0..40 {
            let step = step().new_tree(&mut runner).unwrap().current();
            // A child that one side takes away the others still know, and one office decides where schools belong.
            let not_here = match step {
                Step::Days { .. } | Step::Undo { .. } | Step::NextYear { .. } | Step::Forget => {
                    true
                }
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
        for (unit, line, span, learnt) in &self.forgotten {
            let kept = self.kept(*unit, *line, *span).await.classes;
            for one in kept {
                let before = learnt.iter().find(|before| before.class == one.class);
                prop_assert!(before.is_none_or(|before| *before == one), "{span:?}");
            }
        }
        self.compare_sheets().await
    }

    /// The sheets of both lines, made for all who ask, against a report of each unit.
    async fn compare_sheets(&self) -> Result<(), TestCaseError> {
        let (db, today) = (self.world.db(), self.today());
        for span in spans() {
            let spans = [span];
            let ground = sheets::Ground::read(db, &spans, today).await.unwrap();
            for line in [Line::Education, Line::Youth] {
                let trees = ground.grow(line).await.unwrap();
                for (unit, _, sheet) in trees[0].sheets() {
                    let line = units::find(db, unit).await.unwrap().unwrap().kind.line();
                    let permit = self.may(unit, SeeReport::at).await;
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

    async fn kept(&self, unit: UnitId, line: Line, span: Span) -> Facts {
        let permit = self.may(unit, SeeReport::at).await;
        let (db, today) = (self.world.db(), self.today());
        figures::read(db, &permit, line, span, today).await.unwrap()
    }

    async fn compare(&self, unit: UnitId, line: Line, span: Span) -> Result<(), TestCaseError> {
        let (db, today) = (self.world.db(), self.today());
        let permit = self.may(unit, SeeReport::at).await;
        let kept = self.kept(unit, line, span).await;
        let counted = figures::recount(db, &permit, line, span, today)
            .await
            .unwrap();
        prop_assert_eq!(kept, counted, "{:?} {:?}", line, span);
        Ok(())
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

type Steps = Vec<(Step, usize, usize)>;

fn steps(some: std::ops::Range<usize>) -> impl Strategy<Value = Steps> {
    prop::collection::vec((step(), 0usize..9, 0usize..5), some)
}

/// Goes through histories, the same every time: whatever breaks here breaks on the machine of whoever broke it.
fn go_through(cases: u32, steps: impl Strategy<Value = Steps>) {
    let config = Config {
        cases,
        max_shrink_iters: 60,
        failure_persistence: None,
        ..Config::default()
    };
    let run = |steps: Steps| {
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
    let dice = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, dice)
        .run(&steps, run)
        .unwrap();
}

#[test]
fn what_is_kept_is_what_is_counted() {
    go_through(6, steps(10..45));
}

#[test]
fn what_is_forgotten_stays_what_was_counted() {
    let at = |step: Step| (step, 3, 0);
    // Something to forget, and children who stay.
    let met = [
        Step::Meet {
            host: 0,
            guests: [0, 3],
            days_ago: 2,
        },
        Step::Come {
            which: 0,
            among: 0,
            is_there: true,
        },
        Step::Close { which: 0 },
    ];
    let learnt = (0..10).map(|child| Step::Finish {
        child,
        module: child % 2,
        days_ago: 3,
    });
    let before: Steps = met.into_iter().chain(learnt).map(at).collect();
    let stay = [(0, 2), (1, 2), (6, 2), (7, 2)].map(|(child, class)| Step::Change {
        child,
        class,
        days_ago: 0,
    });
    let turn: Steps = [Step::NextYear { starts_in: -1 }]
        .into_iter()
        .chain(stay)
        .map(at)
        .collect();
    let years =
        (steps(10..25), steps(3..12), steps(5..20)).prop_map(move |(first, second, then)| {
            let forget = vec![at(Step::Forget), at(Step::Cancel { which: 0 })];
            [before.clone(), first, turn.clone(), second, forget, then].concat()
        });
    go_through(5, years);
}
