//! What changed from one text to another, line by line.

/// Pairs of lines that are compared; beyond, everything between the first and the last change counts as changed.
const MOST: usize = 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Stayed,
    Gone,
    Came,
}

/// The lines of both in one order, each with what became of it.
pub fn compared<'t>(before: &'t str, after: &'t str) -> Vec<(Fate, &'t str)> {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let stayed = |lines: &[&'t str]| lines.iter().map(|line| (Fate::Stayed, *line)).collect::<Vec<_>>();
    let mut all = stayed(&a[..start]);
    all.extend(between(&a[start..a.len() - end], &b[start..b.len() - end]));
    all.extend(stayed(&a[a.len() - end..]));
    all
}

/// By the longest sequence of lines that both have.
fn between<'t>(a: &[&'t str], b: &[&'t str]) -> Vec<(Fate, &'t str)> {
    if a.len() * b.len() > MOST {
        let gone = a.iter().map(|line| (Fate::Gone, *line));
        return gone.chain(b.iter().map(|line| (Fate::Came, *line))).collect();
    }
    let mut common = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = if a[i] == b[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut all) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            all.push((Fate::Stayed, a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && common[i + 1][j] >= common[i][j + 1]) {
            all.push((Fate::Gone, a[i]));
            i += 1;
        } else {
            all.push((Fate::Came, b[j]));
            j += 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_and_what_came_stand_where_they_were() {
        let told: Vec<String> = compared("a\nb\nc\nd", "a\nc\nx\nd")
            .into_iter()
            .map(|(fate, line)| {
                format!(
                    "{}{line}",
                    match fate {
                        Fate::Stayed => ' ',
                        Fate::Gone => '-',
                        Fate::Came => '+',
                    }
                )
            })
            .collect();
        assert_eq!(told, [" a", "-b", " c", "+x", " d"]);
        assert_eq!(compared("", "new"), [(Fate::Came, "new")]);
        assert_eq!(compared("same", "same"), [(Fate::Stayed, "same")]);
    }

    #[test]
    fn a_wall_of_lines_is_compared_in_time() {
        let (a, b) = ("a\n".repeat(100_000), "b\n".repeat(100_000));
        assert_eq!(compared(&a, &b).len(), 200_000);
    }
}
