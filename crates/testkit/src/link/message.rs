//! As much HTTP/1.1 as the link must understand: where a message ends, and which path it asks for.

use std::io;
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _};

/// A whole request or reply, byte for byte.
pub struct Message {
    /// All of it.
    pub bytes: Vec<u8>,
    /// Its first line.
    pub first_line: String,
}

impl Message {
    /// The path of a request.
    pub fn path(&self) -> &str {
        self.first_line.split(' ').nth(1).unwrap_or_default()
    }
}

/// Reads one message; none where the connection ended before one began. `to_head` says that it answers a HEAD request and
/// so has no body, whatever its headers say.
pub async fn read(from: &mut (impl AsyncBufRead + Unpin), to_head: bool) -> io::Result<Option<Message>> {
    let (mut bytes, mut first_line, mut body) = (Vec::new(), String::new(), Body::None);
    loop {
        let line = read_line(from, &mut bytes).await?;
        match line {
            None if bytes.is_empty() => return Ok(None),
            None => return Err(io::ErrorKind::UnexpectedEof.into()),
            Some(line) if first_line.is_empty() => first_line = line,
            Some(line) if line.is_empty() => break,
            Some(line) => body = body.told_by(&line),
        }
    }
    let status = first_line.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).unwrap_or_default();
    match body {
        _ if to_head || matches!(status, "204" | "304") => {}
        Body::None => {}
        Body::Length(length) => {
            let mut rest = vec![0; length];
            from.read_exact(&mut rest).await?;
            bytes.append(&mut rest);
        }
        Body::Chunked => read_chunks(from, &mut bytes).await?,
    }
    Ok(Some(Message { bytes, first_line }))
}

enum Body {
    None,
    Length(usize),
    Chunked,
}

impl Body {
    fn told_by(self, header: &str) -> Self {
        let Some((name, value)) = header.split_once(':') else { return self };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => value.trim().parse().map_or(self, Self::Length),
            "transfer-encoding" if value.trim().eq_ignore_ascii_case("chunked") => Self::Chunked,
            _ => self,
        }
    }
}

async fn read_chunks(from: &mut (impl AsyncBufRead + Unpin), bytes: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let line = read_line(from, bytes).await?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let size = line.split(';').next().and_then(|size| usize::from_str_radix(size.trim(), 16).ok()).ok_or(io::ErrorKind::InvalidData)?;
        if size == 0 {
            // Trailers, if any, and the empty line that ends the message.
            while read_line(from, bytes).await?.is_some_and(|line| !line.is_empty()) {}
            return Ok(());
        }
        let mut chunk = vec![0; size + 2];
        from.read_exact(&mut chunk).await?;
        bytes.append(&mut chunk);
    }
}

async fn read_line(from: &mut (impl AsyncBufRead + Unpin), bytes: &mut Vec<u8>) -> io::Result<Option<String>> {
    let before = bytes.len();
    if from.read_until(b'\n', bytes).await? == 0 {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&bytes[before..]).trim_end_matches(['\r', '\n']).to_owned()))
}
