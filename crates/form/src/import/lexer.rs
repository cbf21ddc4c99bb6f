//! The words of an XPath expression as forms write it.

use super::xpath::NotConverted;

/// An expression may have so many characters.
const LONGEST: usize = 10_000;

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// `${age}`
    Field(String),
    /// `12.5`
    Number(f64),
    /// `'yes'`
    Text(String),
    /// `selected`, `div`, `and` …
    Name(String),
    /// `.`
    This,
    /// `..`
    Parent,
    /// `=`, `<=`, `(` …
    Sign(&'static str),
}

const SIGNS: &[&str] = &["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "(", ")", ",", "/"];

/// The words, each with the number of its first character, from 1.
pub fn tokens(text: &str) -> Result<Vec<(usize, Token)>, NotConverted> {
    // Word processors turn quotes and blanks into finer ones; they mean the plain ones.
    let straight = |letter| match letter {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '\u{a0}' => ' ',
        letter => letter,
    };
    let letters: Vec<char> = text.chars().map(straight).collect();
    if letters.len() > LONGEST {
        return Err(NotConverted::TooLong);
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        if letter.is_whitespace() {
            at += 1;
            continue;
        }
        let (token, length) = token(&letters[at..]).ok_or(NotConverted::Sign { at: at + 1, sign: letter })?;
        tokens.push((at + 1, token));
        at += length;
    }
    Ok(tokens)
}

fn token(letters: &[char]) -> Option<(Token, usize)> {
    match letters {
        ['$', '{', rest @ ..] => {
            let end = rest.iter().position(|letter| *letter == '}')?;
            let name: String = rest[..end].iter().collect();
            Some((Token::Field(name.trim().to_owned()), end + 3))
        }
        [quote @ ('\'' | '"'), rest @ ..] => {
            let end = rest.iter().position(|letter| letter == quote)?;
            Some((Token::Text(rest[..end].iter().collect()), end + 2))
        }
        [first, ..] if first.is_ascii_digit() => number(letters),
        ['.', second, ..] if second.is_ascii_digit() => number(letters),
        ['.', '.', ..] => Some((Token::Parent, 2)),
        ['.', ..] => Some((Token::This, 1)),
        [first, ..] if first.is_alphabetic() || *first == '_' => {
            let within = |letter: &&char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | ':');
            let name: String = letters.iter().take_while(within).collect();
            let length = name.chars().count();
            Some((Token::Name(name), length))
        }
        _ => {
            let begins = |sign: &&&str| {
                sign.chars().zip(letters.iter().map(Some).chain(std::iter::repeat(None))).all(|(one, two)| Some(&one) == two)
            };
            SIGNS.iter().find(begins).map(|sign| (Token::Sign(sign), sign.len()))
        }
    }
}

fn number(letters: &[char]) -> Option<(Token, usize)> {
    let digits: String = letters.iter().take_while(|letter| letter.is_ascii_digit() || **letter == '.').collect();
    let number: f64 = digits.parse().ok()?;
    Some((Token::Number(number), digits.len()))
}
