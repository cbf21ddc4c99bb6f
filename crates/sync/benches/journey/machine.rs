//! What the machine itself takes: the bare part of the work, without anything that makes it ours.
//!
//! A plain SQLite keeps the same bytes with the same promise (write-ahead log, `synchronous=FULL`), without encryption,
//! indexes, checks or a second row. Loopback TCP carries the same bytes without HTTP.

use crate::times::timed;
use rusqlite::Connection;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

/// A table of texts that are on the disk when they are said to be.
pub struct PlainTable(Connection);

impl PlainTable {
    /// In a file of its own, which must not be there yet.
    pub fn make(file: &Path) -> Self {
        let connection = Connection::open(file).unwrap();
        connection.pragma_update(None, "journal_mode", "WAL").unwrap();
        connection.pragma_update(None, "synchronous", "FULL").unwrap();
        connection.execute_batch("CREATE TABLE line (place INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT").unwrap();
        Self(connection)
    }

    /// Keeps a text, in a transaction of its own.
    pub fn keep(&self, text: &str) {
        self.0.prepare_cached("INSERT INTO line (text) VALUES (?1)").unwrap().execute([text]).unwrap();
    }

    /// Keeps them all in one transaction.
    pub fn keep_all(&self, texts: &[String]) {
        self.0.execute_batch("BEGIN IMMEDIATE").unwrap();
        texts.iter().for_each(|text| self.keep(text));
        self.0.execute_batch("COMMIT").unwrap();
    }
}

/// How long so many bytes take over loopback TCP, with the connecting.
pub fn carrying(bytes: u64) -> Duration {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let sender = std::thread::spawn(move || {
        let (mut to, _) = listener.accept().unwrap();
        to.write_all(&vec![7; usize::try_from(bytes).unwrap()]).unwrap();
    });
    let (arrived, took) = timed(|| TcpStream::connect(address).unwrap().read_to_end(&mut Vec::new()).unwrap());
    sender.join().unwrap();
    assert_eq!(arrived as u64, bytes);
    took
}
