//! Somebody has the class's code and tries every tile, over four connections, while the class comes in.

use super::door::show;
use crate::support::{
    World,
    client::Client,
    door::{Lesson, RIGHT, WRONG},
};
use futures_util::future::{join, join4};
use lachan_core::ids::PupilId;
use std::{
    net::SocketAddr,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

/// A class of thirty-three with its door open.
struct Siege {
    world: World,
    lesson: Lesson,
    children: Vec<PupilId>,
    over: AtomicBool,
    guesses: AtomicUsize,
}

impl Siege {
    async fn new() -> Self {
        let world = World::new().await;
        let lesson = world.lesson().await;
        let name =
            |n: usize| format!("Lê Thị Em {}", char::from(b'A' + n as u8 % 26)).repeat(1 + n / 26);
        let names: Vec<String> = (0..31).map(name).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut children = world.pupils(&lesson.p.a, lesson.p.a.class_4a, &names).await;
        children.extend([lesson.an, lesson.binh]);
        let mut siege = Self {
            world,
            lesson,
            children,
            over: AtomicBool::new(false),
            guesses: AtomicUsize::new(0),
        };
        siege.open().await;
        siege
    }

    /// The next door of the class.
    async fn open(&mut self) {
        let (lesson, world) = (&mut self.lesson, &self.world);
        let door = [("phut", "45")];
        lesson.teacher.post(&lesson.panel(), &door).await.is(303);
        lesson.door = world.open_door(lesson.p.a.class_4a).await.unwrap();
    }

    async fn browser(&self, address: [u8; 4]) -> Client {
        let mut browser = self.world.browser();
        browser.address = SocketAddr::from((address, 40_000));
        let code = [("ma", self.lesson.door.code.as_str())];
        browser.post("/", &code).await.is(303);
        browser
    }

    /// One of its connections: it keeps the browser it was given, or asks for a new one for each try.
    async fn connection(&self, address: [u8; 4], always_new: bool) {
        let mut browser = self.browser(address).await;
        while !self.over.load(Ordering::Relaxed) {
            let n = self.guesses.fetch_add(1, Ordering::Relaxed);
            if always_new {
                browser = self.browser(address).await;
            }
            let tile = self.children[n % self.children.len()];
            show(&browser, &self.lesson, tile, WRONG).await;
        }
    }

    /// The script at work, and meanwhile something else, once the script has used up what it has.
    async fn while_somebody_guesses<T>(
        &self,
        address: [u8; 4],
        always_new: bool,
        then: impl Future<Output = T>,
    ) -> T {
        let line = || self.connection(address, always_new);
        let then = async {
            while self.guesses.load(Ordering::Relaxed) < 80 {
                tokio::task::yield_now().await;
            }
            let done = then.await;
            self.over.store(true, Ordering::Relaxed);
            done
        };
        join(join4(line(), line(), line(), line()), then).await.1
    }

    /// How many of the class come in at once, each at a computer of its own.
    async fn come_in(&self, address: [u8; 4]) -> usize {
        let mut inside = 0;
        for child in &self.children {
            let computer = self.browser(address).await;
            let answer = show(&computer, &self.lesson, *child, RIGHT).await;
            inside += usize::from(answer.status == 303);
        }
        inside
    }
}

const SCHOOL: [u8; 4] = [10, 0, 0, 1];
const ELSEWHERE: [u8; 4] = [10, 9, 9, 9];

/// A first lesson: no computer is known. The script sits beside the class, at the same address.
#[tokio::test]
async fn a_class_that_was_never_here_comes_in_beside_a_script() {
    let siege = Siege::new().await;
    let class = siege.come_in(SCHOOL);
    let inside = siege.while_somebody_guesses(SCHOOL, false, class).await;
    assert_eq!(inside, 33);
}

/// The same with a script elsewhere that comes as a new browser with each try.
#[tokio::test]
async fn a_class_that_was_never_here_comes_in_while_somebody_guesses_elsewhere() {
    let siege = Siege::new().await;
    let class = siege.come_in(SCHOOL);
    let inside = siege.while_somebody_guesses(ELSEWHERE, true, class).await;
    assert_eq!(inside, 33);
    // Its adult is not called for somebody who is not in the room.
    let page = siege.lesson.teacher.get(&siege.lesson.panel()).await;
    page.is(200).hides("Cho lớp tiếp tục");
}

/// A script beside the class that comes as a new browser with each try looks like the class: the computers at which the class learnt last
/// week let every child in, one that is new here waits for its teacher.
#[tokio::test]
async fn a_script_that_is_new_each_time_keeps_no_child_out_at_computers_that_are_known() {
    let mut siege = Siege::new().await;
    let mut computers = Vec::new();
    for child in &siege.children {
        let computer = siege.browser(SCHOOL).await;
        show(&computer, &siege.lesson, *child, RIGHT).await.is(303);
        computer.post("/thoat", &[]).await.is(303);
        assert!(computer.cookie("lachan-truong").is_some());
        computers.push(computer);
    }
    siege.open().await;
    let siege = &siege;
    let class = async {
        let code = [("ma", siege.lesson.door.code.as_str())];
        for (n, child) in siege.children.iter().enumerate() {
            // Another computer of the same room than last week.
            let computer = &computers[(n + 7) % computers.len()];
            computer.post("/", &code).await.is(303);
            show(computer, &siege.lesson, *child, RIGHT).await.is(303);
        }
        let new_here = siege.browser(SCHOOL).await;
        show(&new_here, &siege.lesson, siege.lesson.an, RIGHT).await
    };
    let stranger = siege.while_somebody_guesses(SCHOOL, true, class).await;
    stranger.is(200).says("thầy cô");
}
