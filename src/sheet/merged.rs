//! Merged cells of a sheet, as far as they touch rows that have anything in them.

use super::{MAX_CELLS, Refusal};
use calamine::Dimensions;
use lachan_core::roster::{Area, Grid};

/// Puts the merged areas of a sheet beside its cells. Areas never overlap in an honest file; a hostile one may claim a million of them,
/// each as large as the sheet.
pub fn put(grid: &mut Grid, merged: &[Dimensions]) -> Result<(), Refusal> {
    let mut touched = 0;
    for area in merged {
        let rows = (area.start.0 + 1, area.end.0.saturating_add(1));
        let before = |row: u32| grid.rows.partition_point(|(number, _)| *number < row);
        touched += before(rows.1.saturating_add(1)).saturating_sub(before(rows.0));
        if touched > MAX_CELLS {
            return Err(Refusal::TooManyRows);
        }
        let columns = (area.start.1 as usize, area.end.1 as usize);
        grid.merged.push(Area { rows, columns });
    }
    Ok(())
}
