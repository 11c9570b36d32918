use std::time::Instant;
use headroom_core::{Policy, Unwatched};
use headroom_engine::*;
fn main() {
    let name = std::env::args().nth(1).unwrap();
    let n: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let family = headroom_testkit::families::families().into_iter().find(|f| f.name == name).unwrap();
    let texts = (family.make)(n);
    let request = |texts: &[String]| { let mut r = Request::new(); for (i, t) in texts.iter().enumerate() { r.start_message(i as u32); let c = r.call("fetch"); r.argument(c, "id", (i % 7).to_string().into()); r.result(Some(c), t.as_str().into(), true); } r };
    let r = request(&texts);
    for policy in [Policy::Agent, Policy::Oneshot] {
        let t = Instant::now();
        let (o, units) = headroom_core::work::counted(|| Engine::new().compress(&r, &Options { policy, ..Options::default() }, Keeping::Supposed, &Unwatched).unwrap().outcomes);
        println!("{policy:?} {:?} units {units}", t.elapsed());
        if policy == Policy::Agent {
            let sent: Vec<String> = r.blocks().iter().zip(&o).skip(1).step_by(2).map(|(b, o)| o.output.as_deref().unwrap_or(&b.text).to_owned()).collect();
            println!("sent {} of {}: {:.200}", sent.iter().map(String::len).sum::<usize>(), texts.iter().map(String::len).sum::<usize>(), sent[0]);
            let s = request(&sent);
            let t = Instant::now();
            let (e, units) = headroom_core::work::counted(|| expand_request(&s, None, 1 << 30).unwrap());
            println!("expand {:?} units {units} {}", t.elapsed(), e.iter().flatten().count());
            let t = Instant::now();
            let (_, units) = headroom_core::work::counted(|| Engine::new().compress(&s, &Options::default(), Keeping::Supposed, &Unwatched).unwrap().outcomes);
            println!("again {:?} units {units}", t.elapsed());
        }
    }
}
