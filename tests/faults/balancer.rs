//! A balancer in front of two programs as a province would have one: it asks each every tenth of a second whether it is ready, keeps its
//! connections to them open, and tries nothing twice.

use crate::{load::get, running::send};
use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

const LOOK: Duration = Duration::from_millis(100);

/// Where people go.
pub struct Balancer {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    programs: [Program; 2],
    turn: AtomicUsize,
    over: AtomicBool,
}

#[derive(Default)]
struct Program {
    address: Mutex<Option<SocketAddr>>,
    ready: AtomicBool,
    /// Connections that wait for the next request, with where they lead.
    idle: Mutex<Vec<(SocketAddr, TcpStream)>>,
    answered: AtomicUsize,
}

impl Balancer {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let shared = Arc::new(Shared {
            programs: Default::default(),
            turn: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        });
        let address = listener.local_addr().unwrap();
        let asking = shared.clone();
        thread::spawn(move || asking.ask());
        let taking = shared.clone();
        thread::spawn(move || {
            for guest in listener.incoming() {
                if taking.over.load(Ordering::Relaxed) {
                    return;
                }
                let here = taking.clone();
                // One that fails is cut off: its sender sees it.
                thread::spawn(move || guest.and_then(|guest| here.carry(guest)));
            }
        });
        Self { address, shared }
    }

    /// Where the n-th program is from now on.
    pub fn point(&self, n: usize, to: SocketAddr) {
        *self.shared.programs[n].address.lock().unwrap() = Some(to);
    }

    pub fn is_ready(&self, n: usize) -> bool {
        self.shared.programs[n].ready.load(Ordering::Relaxed)
    }

    /// How many requests the n-th program has answered.
    pub fn answered(&self, n: usize) -> usize {
        self.shared.programs[n].answered.load(Ordering::Relaxed)
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::Relaxed);
        TcpStream::connect(self.address).ok();
    }
}

impl Shared {
    fn ask(&self) {
        while !self.over.load(Ordering::Relaxed) {
            for program in &self.programs {
                let at = *program.address.lock().unwrap();
                let ready = at.is_some_and(|at| send(at, &get("/readyz")) == Some(200));
                program.ready.store(ready, Ordering::Relaxed);
            }
            thread::sleep(LOOK);
        }
    }

    /// One request to whichever program is ready and has its turn.
    fn carry(&self, mut guest: TcpStream) -> io::Result<()> {
        let request = message(&mut guest)?;
        let text = String::from_utf8_lossy(&request).replace("Connection: close\r\n", "");
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let mut programs = [&self.programs[turn % 2], &self.programs[(turn + 1) % 2]].into_iter();
        let program = programs.find(|one| one.ready.load(Ordering::Relaxed));
        let program = program.ok_or(io::ErrorKind::NotConnected)?;
        let to = program
            .address
            .lock()
            .unwrap()
            .ok_or(io::ErrorKind::NotConnected)?;
        let kept = program
            .idle
            .lock()
            .unwrap()
            .pop()
            .filter(|(old, _)| *old == to);
        let mut line = match kept {
            Some((_, line)) => line,
            None => TcpStream::connect(to)?,
        };
        line.write_all(text.as_bytes())?;
        let answer = message(&mut line)?;
        program.answered.fetch_add(1, Ordering::Relaxed);
        program.idle.lock().unwrap().push((to, line));
        guest.write_all(&answer)
    }
}

/// A request or an answer with a length, or without a body.
fn message(from: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut read = Vec::new();
    let mut some = [0; 8192];
    loop {
        let head = String::from_utf8_lossy(&read);
        if let Some((head, _)) = head.split_once("\r\n\r\n") {
            let fields = head.lines().filter_map(|line| line.split_once(':'));
            let length = fields
                .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .find_map(|(_, value)| value.trim().parse::<usize>().ok());
            if read.len() >= head.len() + 4 + length.unwrap_or(0) {
                return Ok(read);
            }
        }
        match from.read(&mut some)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => read.extend_from_slice(&some[..n]),
        }
    }
}
