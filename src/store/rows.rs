//! Several rows that are written by one statement: on PostgreSQL each statement is a way there and back.

/// How many rows are written at once at most. Their parameters stay far below what either engine allows.
pub const AT_ONCE: usize = 100;

/// The parameters of some rows, `($1, $2), ($3, $4)`.
pub fn rows(many: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places = (1..=columns).map(|column| format!("${}", row * columns + column));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    (0..many).map(row).collect::<Vec<_>>().join(", ")
}
