//! The vaccine catalogue: read from a YAML file, or the one that is built in.
//!
//! Ids follow from the key, so that a file which comes later changes the products that histories speak of instead of
//! standing beside them.

use super::fault::FileFault;
use daybook_record::RecordId;
use daybook_record::code::{Programme, VaccineMethod};
use daybook_record::kind::Vaccine;
use serde_yaml_ng::{Mapping, Value};

/// The id of the product with this key.
pub fn vaccine_id(key: &str) -> RecordId {
    RecordId::named("vaccine", &[key])
}

/// The products given in schools today, so that nobody needs a file to begin.
/// Source: NHS dictionary of medicines and devices, by product code.
pub fn built_in() -> Vec<Vaccine> {
    use Programme::{Flu, Hpv, Menacwy, Mmr, TdIpv};
    use VaccineMethod::{Injection, Nasal};
    let product = |key: &str, programme, brand: &str, manufacturer: &str, method, dose_ml, snomed: &str| Vaccine {
        key: key.to_owned(),
        programme,
        variant: None,
        brand: brand.to_owned(),
        manufacturer: manufacturer.to_owned(),
        method,
        dose_ml,
        contains_gelatine: false,
        snomed: snomed.to_owned(),
        discontinued: false,
    };
    let with_gelatine = |vaccine| Vaccine { contains_gelatine: true, ..vaccine };
    let fourfold = |vaccine| Vaccine { variant: Some("mmrv".to_owned()), ..vaccine };
    vec![
        product("cell_based_trivalent", Flu, "Cell-based Trivalent", "Seqirus", Injection, 0.5, "43207411000001105"),
        with_gelatine(product("fluenz", Flu, "Fluenz", "AstraZeneca", Nasal, 0.2, "43208811000001106")),
        product("vaxigrip", Flu, "Vaxigrip", "Sanofi", Injection, 0.5, "45175511000001104"),
        product("viatris", Flu, "Viatris", "Viatris", Injection, 0.5, "45354911000001100"),
        product("gardasil_9", Hpv, "Gardasil 9", "MSD", Injection, 0.5, "33493111000001108"),
        product("menquadfi", Menacwy, "MenQuadfi", "Sanofi", Injection, 0.5, "39779611000001104"),
        product("menveo", Menacwy, "Menveo", "GSK", Injection, 0.5, "17188711000001105"),
        product("nimenrix", Menacwy, "Nimenrix", "Pfizer", Injection, 0.5, "20517811000001104"),
        product("priorix", Mmr, "Priorix", "GSK", Injection, 0.5, "34925111000001104"),
        with_gelatine(product("vaxpro", Mmr, "VaxPro", "MSD", Injection, 0.5, "13968211000001108")),
        with_gelatine(fourfold(product("pro_quad", Mmr, "ProQuad", "MSD", Injection, 0.5, "45480711000001107"))),
        fourfold(product("priorix_tetra", Mmr, "Priorix-Tetra", "GSK", Injection, 0.5, "45525711000001102")),
        product("revaxis", TdIpv, "Revaxis", "Sanofi", Injection, 0.5, "7374511000001107"),
    ]
}

/// Reads a catalogue, or says everything that is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Vec<Vaccine>, Vec<FileFault>> {
    let file: Value = serde_yaml_ng::from_slice(bytes).map_err(|error| {
        let place = error.location().map(|place| format!(" (line {})", place.line())).unwrap_or_default();
        vec![FileFault::of_file(format!("This file is not YAML{place}."))]
    })?;
    let Some(products) = file.as_mapping().filter(|products| !products.is_empty()) else {
        return Err(vec![FileFault::of_file("This file has no products: each stands under its key.")]);
    };
    let mut faults = Vec::new();
    let mut vaccines = Vec::new();
    for (key, fields) in products {
        match (key.as_str(), fields.as_mapping()) {
            (Some(key), Some(fields)) => vaccines.extend(Product { key, fields, faults: &mut faults }.read()),
            _ => faults.push(FileFault::of_file("Each product needs a key with its fields under it.")),
        }
    }
    if faults.is_empty() { Ok(vaccines) } else { Err(faults) }
}

struct Product<'a> {
    key: &'a str,
    fields: &'a Mapping,
    faults: &'a mut Vec<FileFault>,
}

impl Product<'_> {
    fn read(mut self) -> Option<Vaccine> {
        let programme = self.need("type", "enter flu, hpv, menacwy, mmr or td_ipv", |value| value.as_str()?.parse::<Programme>().ok());
        let brand = self.need("brand", "enter the brand", text);
        let manufacturer = self.need("manufacturer", "enter the manufacturer", text);
        let method = self.need("method", "enter injection or nasal", |value| value.as_str()?.parse::<VaccineMethod>().ok());
        let dose_ml = self.need("dose_volume_ml", "enter the millilitres of a full dose", |value| value.as_f64().filter(|ml| *ml > 0.0));
        let snomed = self.need("snomed_product_code", "enter the SNOMED product code", digits);
        let contains_gelatine = self.flag("contains_gelatine");
        let discontinued = self.flag("discontinued");
        let diseases = self.fields.get("disease_types").and_then(Value::as_sequence);
        let against_chickenpox = diseases.is_some_and(|diseases| diseases.iter().any(|disease| disease.as_str() == Some("varicella")));
        Some(Vaccine {
            key: self.key.to_owned(),
            programme: programme?,
            variant: (against_chickenpox && programme == Some(Programme::Mmr)).then(|| "mmrv".to_owned()),
            brand: brand?,
            manufacturer: manufacturer?,
            method: method?,
            dose_ml: dose_ml?,
            contains_gelatine,
            snomed: snomed?,
            discontinued,
        })
    }

    fn need<T>(&mut self, field: &str, words: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let value = self.fields.get(field).and_then(read);
        if value.is_none() {
            self.fault(field, words);
        }
        value
    }

    fn flag(&mut self, field: &str) -> bool {
        match self.fields.get(field) {
            None => false,
            Some(value) => value.as_bool().unwrap_or_else(|| {
                self.fault(field, "enter true or false");
                false
            }),
        }
    }

    fn fault(&mut self, field: &str, words: &str) {
        self.faults.push(FileFault { row: None, column: Some(format!("{}, {field}", self.key)), words: words.to_owned() });
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn digits(value: &Value) -> Option<String> {
    let text = value.as_u64().map(|number| number.to_string()).or_else(|| text(value))?;
    text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

/// The product that a list means: the one whose key or brand stands in the text; the longest, because one brand may begin
/// like another.
pub fn product_named<'a>(products: &'a [Vaccine], name: &str) -> Option<&'a Vaccine> {
    let said = plain(name);
    let names_of = |vaccine: &Vaccine| [plain(&vaccine.key), plain(&vaccine.brand)];
    let fit = |vaccine: &Vaccine| {
        names_of(vaccine).into_iter().filter(|name| !name.is_empty() && said.contains(name)).map(|name| name.len()).max()
    };
    products
        .iter()
        .filter_map(|vaccine| fit(vaccine).map(|length| (length, vaccine)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, vaccine)| vaccine)
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_found_under_the_names_that_lists_use() {
        let products = built_in();
        for (name, key) in [
            ("AstraZeneca Fluenz", "fluenz"),
            ("Sequirus Cell-based Trivalent", "cell_based_trivalent"),
            ("Sanofi Vaxigrip", "vaxigrip"),
            ("Gardasil9", "gardasil_9"),
            ("ProQuad", "pro_quad"),
            ("Priorix-Tetra", "priorix_tetra"),
            ("priorix", "priorix"),
        ] {
            assert_eq!(product_named(&products, name).map(|vaccine| vaccine.key.as_str()), Some(key), "{name}");
        }
        assert_eq!(product_named(&products, "Something else"), None);
    }

    #[test]
    fn every_fault_of_a_catalogue_is_told() {
        let faults = read(b"fluenz:\n  type: cough\n  brand: Fluenz\n  manufacturer: ' '\n  method: nasal\n  dose_volume_ml: 0\n  snomed_product_code: 12\n  contains_gelatine: maybe\n").unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "fluenz, type: enter flu, hpv, menacwy, mmr or td_ipv",
                "fluenz, manufacturer: enter the manufacturer",
                "fluenz, dose_volume_ml: enter the millilitres of a full dose",
                "fluenz, contains_gelatine: enter true or false",
            ]
        );
        assert_eq!(read(b"").unwrap_err().len(), 1);
        assert!(read(b"a: [").unwrap_err()[0].words.contains("not YAML"));
    }
}
