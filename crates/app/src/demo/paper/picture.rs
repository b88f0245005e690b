//! Pictures: a photo of something on a kitchen table, and the picture of a screen.

use crate::demo::draw::Draw;

const WIDTH: u16 = 480;
const HEIGHT: u16 = 320;

type Colour = [u8; 3];

/// A JPEG of about 15 kB: a wall, a table, and a kettle, a machine or a box on it.
pub fn photo(draw: &mut Draw) -> Vec<u8> {
    let scene = Scene::draw(draw);
    let pixels = paint(|x, y| grain(scene.at(x, y), draw));
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 72);
    encoder.encode(&pixels, WIDTH, HEIGHT, jpeg_encoder::ColorType::Rgb).expect("so many pixels as the size says");
    bytes
}

/// A PNG of a few kB: a window with a message in it.
pub fn screenshot(draw: &mut Draw) -> Vec<u8> {
    let bar = shade(draw, 60, 120);
    let lines: Vec<u16> = (0..8).map(|_| draw.between(90, 340) as u16).collect();
    let pixels = paint(|x, y| {
        let inside = (30..WIDTH - 30).contains(&x) && (24..HEIGHT - 24).contains(&y);
        let text = y >= 80
            && (y - 80) % 24 < 8
            && x >= 60
            && lines.get(usize::from((y - 80) / 24)).is_some_and(|end| x < 60 + end);
        match (inside, y < 52, text) {
            (false, _, _) => [203, 213, 225],
            (true, true, _) => bar,
            (true, false, true) => [71, 85, 105],
            (true, false, false) => [248, 250, 252],
        }
    });
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, u32::from(WIDTH), u32::from(HEIGHT));
    encoder.set_color(png::ColorType::Rgb);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels));
    written.expect("so many pixels as the header says");
    bytes
}

fn paint(mut colour: impl FnMut(u16, u16) -> Colour) -> Vec<u8> {
    (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y))).flat_map(|(x, y)| colour(x, y)).collect()
}

struct Scene {
    wall: Colour,
    table: Colour,
    thing: Colour,
    kind: usize,
    /// The middle of the thing, and half of its width.
    middle: i32,
    half: i32,
    stain: i32,
}

impl Scene {
    fn draw(draw: &mut Draw) -> Self {
        Self {
            wall: shade(draw, 175, 225),
            table: shade(draw, 90, 150),
            thing: shade(draw, 50, 200),
            kind: draw.below(3),
            middle: draw.between(180, 300) as i32,
            half: draw.between(60, 95) as i32,
            stain: draw.between(60, 400) as i32,
        }
    }

    fn at(&self, x: u16, y: u16) -> Colour {
        let (x, y) = (i32::from(x), i32::from(y));
        let (dx, top) = (x - self.middle, 250 - 2 * self.half);
        let within = match self.kind {
            // A kettle: a round body and a handle.
            0 => {
                round(dx, y - 200, self.half, 70)
                    || (round(dx, y - 130, self.half - 10, 60) && !round(dx, y - 130, self.half - 24, 46))
            }
            // A machine: a body with an opening below its head.
            1 => {
                dx.abs() < self.half
                    && (top..265).contains(&y)
                    && !(dx.abs() < self.half - 22 && (185..240).contains(&y))
            }
            // A box.
            _ => dx.abs() < self.half + 30 && (165..270).contains(&y),
        };
        let wet = round(x - self.stain, y - 285, 70, 16);
        match (within, y > 225, wet) {
            (true, _, _) => lit(self.thing, 128 - dx),
            (false, true, true) => lit(self.table, 180),
            (false, true, false) => lit(self.table, 128 - (y - 225) / 2),
            (false, false, _) => lit(self.wall, 150 - y / 5),
        }
    }
}

fn round(dx: i32, dy: i32, rx: i32, ry: i32) -> bool {
    dx * dx * ry * ry + dy * dy * rx * rx < rx * rx * ry * ry
}

/// 128 is as it is.
fn lit(colour: Colour, light: i32) -> Colour {
    colour.map(|part| (i32::from(part) * light / 128).clamp(0, 255) as u8)
}

fn grain(colour: Colour, draw: &mut Draw) -> Colour {
    let noise = draw.below(9) as i16 - 4;
    colour.map(|part| (i16::from(part) + noise).clamp(0, 255) as u8)
}

/// A muted colour: a lightness and a little tint.
fn shade(draw: &mut Draw, dark: i64, light: i64) -> Colour {
    let middle = draw.between(dark, light);
    [(); 3].map(|()| (middle + draw.between(-22, 22)).clamp(0, 255) as u8)
}
