//! Enough of R's arithmetic to run the reference cases of decompositions: `1000*sum(A*B*C) / (sum(A*B*C) + sum(A*(1-B)*D))`.

#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::panic, unreachable_pub)]

/// An expression of vectors, which are recycled as in R.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    Number(f64),
    Name(String),
    Call(String, Vec<Expression>),
    Binary(char, Box<Expression>, Box<Expression>),
}

impl Expression {
    pub fn parse(text: &str) -> Self {
        let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut at = 0;
        let expression = sum(&characters, &mut at);
        assert_eq!(at, characters.len(), "cannot read all of {text}");
        expression
    }

    /// The names of all variables, in the order in which they first appear.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.collect(&mut names);
        names
    }

    fn collect(&self, names: &mut Vec<String>) {
        match self {
            Self::Number(_) => {}
            Self::Name(name) if names.contains(name) => {}
            Self::Name(name) => names.push(name.clone()),
            Self::Call(_, arguments) => arguments.iter().for_each(|argument| argument.collect(names)),
            Self::Binary(_, left, right) => [left, right].into_iter().for_each(|side| side.collect(names)),
        }
    }

    /// The value, with the vector of each name.
    pub fn value(&self, names: &[String], values: &[&[f64]]) -> Vec<f64> {
        match self {
            Self::Number(number) => vec![*number],
            Self::Name(name) => values[names.iter().position(|known| known == name).unwrap_or_else(|| panic!("no {name}"))].to_vec(),
            Self::Call(function, arguments) => {
                let of: Vec<f64> = arguments[0].value(names, values);
                let each = |apply: fn(f64) -> f64| of.iter().map(|&value| apply(value)).collect();
                let running = |apply: fn(f64, f64) -> f64| {
                    let mut so_far = None;
                    let step = |value: &f64| *so_far.insert(so_far.map_or(*value, |so_far| apply(so_far, *value)));
                    of.iter().map(step).collect()
                };
                match function.as_str() {
                    "sum" => vec![of.iter().sum()],
                    "mean" => vec![of.iter().sum::<f64>() / of.len() as f64],
                    "prod" => vec![of.iter().product()],
                    "cumsum" => running(|a, b| a + b),
                    "cumprod" => running(|a, b| a * b),
                    "exp" => each(f64::exp),
                    "log" => each(f64::ln),
                    "sqrt" => each(f64::sqrt),
                    other => panic!("no function {other}"),
                }
            }
            Self::Binary(operator, left, right) => {
                let (left, right) = (left.value(names, values), right.value(names, values));
                let apply: fn(f64, f64) -> f64 = match operator {
                    '+' => |a, b| a + b,
                    '-' => |a, b| a - b,
                    '*' => |a, b| a * b,
                    '/' => |a, b| a / b,
                    _ => f64::powf,
                };
                let length = left.len().max(right.len());
                (0..length).map(|at| apply(left[at % left.len()], right[at % right.len()])).collect()
            }
        }
    }
}

fn binary(characters: &[char], at: &mut usize, operators: &[char], next: fn(&[char], &mut usize) -> Expression) -> Expression {
    let mut left = next(characters, at);
    while *at < characters.len() && operators.contains(&characters[*at]) {
        let operator = characters[*at];
        *at += 1;
        left = Expression::Binary(operator, Box::new(left), Box::new(next(characters, at)));
    }
    left
}

fn sum(characters: &[char], at: &mut usize) -> Expression {
    binary(characters, at, &['+', '-'], product)
}

fn product(characters: &[char], at: &mut usize) -> Expression {
    binary(characters, at, &['*', '/'], signed)
}

fn signed(characters: &[char], at: &mut usize) -> Expression {
    if characters.get(*at) == Some(&'-') {
        *at += 1;
        return Expression::Binary('-', Box::new(Expression::Number(0.0)), Box::new(signed(characters, at)));
    }
    let base = atom(characters, at);
    if characters.get(*at) != Some(&'^') {
        return base;
    }
    *at += 1;
    Expression::Binary('^', Box::new(base), Box::new(signed(characters, at)))
}

fn atom(characters: &[char], at: &mut usize) -> Expression {
    if characters[*at] == '(' {
        *at += 1;
        let inside = sum(characters, at);
        *at += 1;
        return inside;
    }
    let start = *at;
    let is_number = characters[start].is_ascii_digit() || characters[start] == '.';
    let more = |c: &char| c.is_alphanumeric() || *c == '.' || *c == '_';
    while *at < characters.len()
        && (more(&characters[*at]) || (is_number && characters[*at] == '-' && characters[*at - 1] == 'e' && *at > start))
    {
        *at += 1;
    }
    let word: String = characters[start..*at].iter().collect();
    if is_number {
        return Expression::Number(word.parse().unwrap_or_else(|_| panic!("no number {word}")));
    }
    if characters.get(*at) != Some(&'(') {
        return Expression::Name(word);
    }
    let mut arguments = Vec::new();
    while characters[*at] != ')' {
        *at += 1;
        arguments.push(sum(characters, at));
    }
    *at += 1;
    Expression::Call(word, arguments)
}
