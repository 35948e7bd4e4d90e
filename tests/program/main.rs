//! The program as its user starts it: killed, and given hostile files.

mod crash;
mod hostile;
