//! A fixed set of seeds, played whole; and what was found before, kept as the script that found it.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use daybook_simulate::{Script, play};

/// As many as the long run takes.
const STEPS: usize = 40;

/// Plays these, and fails with what a person needs to look at it.
fn hold(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        if let Some(broken) = play(&Script::of(seed, STEPS), false).broken {
            panic!("{broken}\nlook at it with: cargo xtask simulate --seed {seed}");
        }
    }
}

#[test]
fn every_promise_holds_whatever_happens_in_these_days() {
    hold(1..17);
}

#[test]
fn every_promise_holds_whatever_happens_in_those_days() {
    hold(17..33);
}

/// After each play a laptop's files are damaged, or a colleague signs in on it.
#[test]
fn nothing_that_was_copied_is_lost_with_a_laptop() {
    for seed in 33..49 {
        if let Some(broken) = play(&Script::of(seed, STEPS).with_coda(), false).broken {
            panic!("{broken}\nlook at it with: cargo xtask simulate --coda --seed {seed}");
        }
    }
}

/// From door to door: households, people with ids, forms with pictures; and at the end of some a laptop that is damaged or shared.
#[test]
fn every_promise_of_a_campaign_holds_from_door_to_door() {
    for seed in 1..21 {
        if let Some(broken) = play(&Script::in_the_field(seed, STEPS), false).broken {
            panic!("{broken}\nlook at it with: cargo xtask simulate --field --seed {seed}");
        }
    }
}

/// Every script that ever broke a promise, in `scripts/`. A script is played as it was found, whatever becomes of the seeds.
#[test]
fn what_was_found_once_holds_for_ever() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let script = Script::from_lines(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let broken = play(&script, false).broken;
        assert!(broken.is_none(), "{}: {}", path.display(), broken.unwrap());
    }
}

#[test]
fn a_script_is_the_same_after_a_file() {
    let script = Script::of(7, STEPS);
    assert_eq!(Script::from_lines(&script.to_lines()).unwrap(), script);
}

#[test]
fn the_same_seed_plays_the_same_play() {
    for seed in [3, 5, 8, 12] {
        let script = Script::of(seed, STEPS);
        let script = if seed > 6 { script.with_coda() } else { script };
        let (one, other) = (play(&script, false), play(&script, false));
        assert_eq!(one.trace, other.trace, "seed {seed}");
        assert_eq!(one.counts, other.counts);
        assert_ne!(one.trace, play(&Script::of(seed + 100, STEPS), false).trace);
    }
}
