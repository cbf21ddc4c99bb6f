//! Schools: our own headings, and those of the national register of schools.

use super::cell::{self, Cell};
use super::fault::FileFault;
use super::row::Reading;
use super::table::{Columns, Table};
use daybook_record::kind::Location;
use daybook_record::scope::{HOME_EDUCATED, UNKNOWN_SCHOOL};

/// What a list of schools has.
pub const SCHOOLS: Columns = Columns {
    known: &[
        ("URN", &["SCHOOL_URN"]),
        ("NAME", &["SCHOOL_NAME", "ESTABLISHMENTNAME", "ESTABLISHMENT_NAME"]),
        ("ADDRESS_LINE_1", &["ADDRESS", "STREET"]),
        ("ADDRESS_LINE_2", &["LOCALITY"]),
        ("TOWN", &[]),
        ("POSTCODE", &["POST_CODE"]),
        ("PHASE", &["PHASEOFEDUCATION_NAME", "PHASE_OF_EDUCATION"]),
        ("YEAR_GROUPS", &["YEARS"]),
        ("LOW_AGE", &["STATUTORYLOWAGE", "STATUTORY_LOW_AGE"]),
        ("HIGH_AGE", &["STATUTORYHIGHAGE", "STATUTORY_HIGH_AGE"]),
        ("LATITUDE", &["LAT"]),
        ("LONGITUDE", &["LON", "LONG"]),
    ],
    needed: &["URN", "NAME"],
    lines: &[],
};

/// Reads every row of a list of schools.
pub fn read(table: &Table, faults: &mut Vec<FileFault>) -> Vec<(usize, Location)> {
    table.rows.iter().filter_map(|row| read_row(Reading::new(table, row, faults))).collect()
}

fn read_row(mut row: Reading<'_>) -> Option<(usize, Location)> {
    let urn = row.need("URN", "enter the school's URN of six digits", cell::urn);
    if urn.as_deref().is_some_and(|urn| urn == UNKNOWN_SCHOOL || urn == HOME_EDUCATED) {
        row.fault("URN", "888888 and 999999 are not schools");
    }
    let name = row.need("NAME", "enter the school's name", cell::text);
    let lines = [row.read("ADDRESS_LINE_1", cell::text), row.read("ADDRESS_LINE_2", cell::text)];
    let address = lines.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let town = row.read("TOWN", cell::text);
    let postcode = row.read("POSTCODE", cell::postcode);
    let phase = row.read("PHASE", phase).flatten();
    let year_groups = row.read("YEAR_GROUPS", year_groups);
    let ages = (row.read("LOW_AGE", age), row.read("HIGH_AGE", age));
    let latitude = row.read("LATITUDE", latitude);
    let longitude = row.read("LONGITUDE", longitude);
    let location = Location {
        urn: urn?,
        name: name?,
        address: Some(address).filter(|address| !address.is_empty()),
        town,
        postcode,
        phase,
        year_groups: year_groups.or_else(|| years_of_ages(ages)).unwrap_or_default(),
        latitude,
        longitude,
    };
    Some((row.number(), location))
}

/// In the words of the national register, or in ours; a phase that is neither (nursery, 16 plus) is left out.
fn phase(cell: &str) -> Cell<Option<String>> {
    let lower = cell.to_lowercase().replace(['-', '_'], " ");
    let known = ["primary", "secondary", "all through", "clinic"].into_iter().find(|phase| lower.contains(phase));
    Ok(known.map(|phase| phase.replace(' ', "_")))
}

/// `0-6`, `7, 8, 9`, `Reception to 6`.
fn year_groups(cell: &str) -> Cell<Vec<u8>> {
    const WORDS: &str = "enter year groups such as 0-6 or 7, 8, 9; 0 is Reception";
    let mut groups = Vec::new();
    for part in cell.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let ends: Vec<&str> = part.split(['-', '–']).flat_map(|end| end.split(" to ")).map(str::trim).collect();
        match ends.as_slice() {
            [only] => groups.push(cell::year_group(only).map_err(|_| WORDS)?),
            [first, last] => {
                let (first, last) = (cell::year_group(first).map_err(|_| WORDS)?, cell::year_group(last).map_err(|_| WORDS)?);
                if first > last {
                    return Err(WORDS);
                }
                groups.extend(first..=last);
            }
            _ => return Err(WORDS),
        }
    }
    groups.sort_unstable();
    groups.dedup();
    Ok(groups)
}

fn age(cell: &str) -> Cell<u8> {
    cell.parse().ok().filter(|age| *age <= 25).ok_or("enter an age in years")
}

/// Children are four in the year in which they enter Reception, and five when they leave it.
fn years_of_ages(ages: (Option<u8>, Option<u8>)) -> Option<Vec<u8>> {
    let (low, high) = (ages.0?.saturating_sub(4), ages.1?.saturating_sub(5).min(13));
    (low <= high).then(|| (low..=high).collect())
}

fn latitude(cell: &str) -> Cell<f64> {
    cell.parse().ok().filter(|degrees: &f64| degrees.abs() <= 90.0).ok_or("enter a latitude in degrees, such as 52.4862")
}

fn longitude(cell: &str) -> Cell<f64> {
    cell.parse().ok().filter(|degrees: &f64| degrees.abs() <= 180.0).ok_or("enter a longitude in degrees, such as -1.8904")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_file(file: &str) -> (Vec<Location>, Vec<String>) {
        let table = Table::read(file.as_bytes(), &SCHOOLS).unwrap();
        let mut faults = Vec::new();
        let schools = read(&table, &mut faults).into_iter().map(|(_, school)| school).collect();
        (schools, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_national_registers_own_headings_are_understood() {
        let (schools, faults) = read_file(
            "URN,EstablishmentName,Street,Town,Postcode,PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge\n\
             100000,Ash Primary,1 Ash Road,Ayton,b11aa,Primary,4,11\n",
        );
        assert_eq!(faults, [""; 0]);
        assert_eq!((schools[0].phase.as_deref(), schools[0].postcode.as_deref()), (Some("primary"), Some("B1 1AA")));
        assert_eq!(schools[0].year_groups, [0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn year_groups_are_read_as_people_write_them() {
        assert_eq!(year_groups("Reception to 2"), Ok(vec![0, 1, 2]));
        assert_eq!(year_groups("9, 7-8"), Ok(vec![7, 8, 9]));
        assert!(year_groups("11-7").is_err());
        assert!(year_groups("all").is_err());
    }

    #[test]
    fn every_fault_of_a_school_is_told() {
        let (_, faults) = read_file("urn,name,postcode,latitude,longitude\n888888,,x,91,far\n");
        assert_eq!(faults.len(), 5, "{faults:?}");
        assert_eq!(faults[0], "Row 2, urn: 888888 and 999999 are not schools");
    }
}
