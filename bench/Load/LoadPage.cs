using System.Globalization;
using System.Net;
using System.Text;
using Collab.Support.Crowd;
using Collab.Support.Oracle;

namespace Collab.Bench.Load;

/// <summary>What a run has shown.</summary>
internal sealed record LoadResult(
    string Conditions, Verdict Verdict, IReadOnlyList<string> Wrongs, Meters Meters, IReadOnlyList<ProcessTrack> Processes,
    IReadOnlyList<(string What, string Value)> Facts)
{
    public bool Holds => Verdict.Holds && Wrongs.Count == 0;
}

/// <summary>The report as one page that needs nothing else: no script, no font, no network.</summary>
internal static class LoadPage
{
    private static readonly (Act Act, string Name)[] Acts =
    [
        (Act.PostByHub, "Post over the live connection, until acknowledged"), (Act.PostByApi, "Post by the API, until acknowledged"),
        (Act.Delivery, "Delivery, from sending to each follower"), (Act.ReadPage, "Read a page of history"), (Act.MarkRead, "Mark as read"),
        (Act.Search, "Search people or channels"), (Act.Sync, "Back after a lost connection, all caught up"),
    ];

    public static string Write(LoadResult result)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.Append(CultureInfo.InvariantCulture, $"<title>Collab under load</title><style>{Style}</style></head><body><main>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>Collab under load</h1><p class=\"conditions\">{Text(result.Conditions)}</p>");
        Verdict(page, result);
        page.Append("<dl class=\"facts\">");
        foreach (var (what, value) in result.Facts)
            page.Append(CultureInfo.InvariantCulture, $"<div><dt>{Text(what)}</dt><dd>{Text(value)}</dd></div>");
        page.Append("</dl><h2>Times</h2>");
        Times(page, result.Meters);
        page.Append("<h2>Over time</h2><p class=\"conditions\">It begins with everybody connecting, in waves of a hundred.</p><div class=\"charts\">");
        Charts(page, result);
        page.Append("</div><h2>Failures</h2>");
        Failures(page, result.Meters);
        return page.Append("</main></body></html>").ToString();
    }

    private static void Verdict(StringBuilder page, LoadResult result)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section class=\"verdict {(result.Holds ? "holds" : "broken")}\"><h2>{(result.Holds ? "Every law holds" : "Broken")}</h2><ul>");
        foreach (var (invariant, means) in Means)
        {
            var wrong = result.Verdict.Wrong(invariant);
            page.Append(CultureInfo.InvariantCulture, $"<li class=\"{(wrong == 0 ? "holds" : "broken")}\"><b>{means}</b> {result.Verdict.Checked(invariant):N0} checked, {wrong:N0} wrong</li>");
            foreach (var example in result.Verdict.Examples(invariant))
                page.Append(CultureInfo.InvariantCulture, $"<li class=\"example\">{Text(example)}</li>");
        }

        foreach (var wrong in result.Wrongs)
            page.Append(CultureInfo.InvariantCulture, $"<li class=\"broken\">{Text(wrong)}</li>");
        page.Append("</ul></section>");
    }

    private static readonly (Invariant Invariant, string Means)[] Means =
    [
        (Invariant.Acknowledged, "Nothing lost, nothing doubled:"), (Invariant.Order, "One order, dense numbers:"),
        (Invariant.Counts, "Unread and mentions equal a recount:"), (Invariant.Permission, "Nothing of a private place to outsiders:"),
    ];

    private static void Times(StringBuilder page, Meters meters)
    {
        page.Append("<div class=\"scroll\"><table><thead><tr><th>Act<th>Count<th>p50<th>p90<th>p99<th>p99.9<th>Slowest</tr></thead><tbody>");
        foreach (var (act, name) in Acts)
        {
            var times = meters.Total(act);
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{Text(name)}<td>{times.Count:N0}");
            foreach (var share in (double[])[0.5, 0.9, 0.99, 0.999])
                page.Append(CultureInfo.InvariantCulture, $"<td>{Milliseconds(times.Percentile(share))}");
            page.Append(CultureInfo.InvariantCulture, $"<td>{Milliseconds(times.Max)}</tr>");
        }

        page.Append("</tbody></table></div>");
    }

    private static void Charts(StringBuilder page, LoadResult result)
    {
        var meters = result.Meters;
        var seconds = meters.Window.TotalSeconds;
        var windows = result.Processes.Max(p => p.Cpu.Count);
        double[] Each(Func<int, double> value) => [.. Enumerable.Range(0, windows).Select(value)];
        double Rate(Act act, int i) => (meters.Of(act, i)?.Count ?? 0) / seconds;
        double Time(Act act, int i, double share) => meters.Of(act, i) is { Count: > 0 } times ? times.Percentile(share) : double.NaN;
        page.Append(SvgChart.Draw("Posts acknowledged", "per second", seconds, [new Line("posts", Each(i => Rate(Act.PostByHub, i) + Rate(Act.PostByApi, i)))]));
        page.Append(SvgChart.Draw("Deliveries", "per second", seconds, [new Line("deliveries", Each(i => Rate(Act.Delivery, i)))]));
        page.Append(SvgChart.Draw("Time of a post", "ms", seconds, [new Line("p50", Each(i => Time(Act.PostByHub, i, 0.5))), new Line("p99", Each(i => Time(Act.PostByHub, i, 0.99)))]));
        page.Append(SvgChart.Draw("Time of a delivery", "ms", seconds, [new Line("p50", Each(i => Time(Act.Delivery, i, 0.5))), new Line("p99", Each(i => Time(Act.Delivery, i, 0.99)))]));
        page.Append(SvgChart.Draw("Processor", "% of one", seconds, [.. result.Processes.Select(p => new Line(p.Name, p.Cpu))]));
        page.Append(SvgChart.Draw("Memory", "MiB", seconds, [.. result.Processes.Select(p => new Line(p.Name, p.MiB))]));
    }

    private static void Failures(StringBuilder page, Meters meters)
    {
        if (meters.Failures.Count == 0)
        {
            page.Append("<p>None.</p>");
            return;
        }

        page.Append("<div class=\"scroll\"><table><thead><tr><th>Act<th class=\"text\">Kind<th>Times</tr></thead><tbody>");
        foreach (var ((act, kind), count) in meters.Failures.OrderByDescending(f => f.Value))
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{act}<td class=\"text\">{Text(kind)}<td>{count:N0}</tr>");
        page.Append("</tbody></table></div><p>A failure is tried again; what it did to the messages is in the verdict.</p>");
    }

    private static string Milliseconds(double value) => value.ToString(value < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " ms";

    private static string Text(string plain) => WebUtility.HtmlEncode(plain);

    private const string Style =
        """
        :root{color-scheme:light dark;--page:#fff;--ink:#1d1f24;--soft:#5b606b;--rule:#e2e4e9;--card:#f6f7f9;--good:#176b3a;--bad:#b3261e;--l0:#1f5fbf;--l1:#b4530a;--l2:#1b7f5c;--l3:#8a3fb0;--l4:#a3334f;--l5:#5f6672}
        @media(prefers-color-scheme:dark){:root{--page:#15171b;--ink:#e7e9ee;--soft:#a2a8b4;--rule:#2c3038;--card:#1d2026;--good:#6fd39a;--bad:#ff8a80;--l0:#7db0ff;--l1:#f0a35e;--l2:#63d3ac;--l3:#cf9bf0;--l4:#f291a9;--l5:#b3bac6}}
        *{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
        main{max-width:1180px;margin:0 auto;padding:32px 20px 64px}h1{font-size:26px;margin:0}h2{font-size:18px;margin:32px 0 10px}
        .conditions{color:var(--soft);margin:4px 0 20px}.verdict{border:1px solid var(--rule);border-left:4px solid var(--good);border-radius:6px;padding:14px 18px;background:var(--card)}
        .verdict.broken{border-left-color:var(--bad)}.verdict h2{margin:0 0 6px;color:var(--good)}.verdict.broken h2,li.broken{color:var(--bad)}
        .verdict ul{margin:0;padding:0;list-style:none}.verdict b{font-weight:600}.example{color:var(--soft);padding-left:16px;overflow-wrap:anywhere}
        .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:12px;margin:20px 0 0}.facts div{border:1px solid var(--rule);border-radius:6px;padding:10px 14px}
        dt{color:var(--soft);font-size:13px}dd{margin:0;font-size:18px;font-weight:600;font-variant-numeric:tabular-nums}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:right;padding:6px 10px;border-bottom:1px solid var(--rule);white-space:nowrap}
        th{font-weight:600}tbody th{font-weight:400;white-space:normal;min-width:150px}th:first-child,.text{text-align:left}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:20px}figure{margin:0;border:1px solid var(--rule);border-radius:6px;padding:12px 14px;min-width:0}
        figcaption{font-weight:600;margin-bottom:6px}figcaption span{font-weight:400;color:var(--soft)}svg{display:block;width:100%;height:auto}
        .grid{stroke:var(--rule)}.tick{fill:var(--soft);font-size:11px}.line{fill:none;stroke-width:1.6;stroke-linejoin:round}
        .legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:6px 0 0;padding:0;list-style:none;font-size:13px;color:var(--soft)}.legend li::before{content:"";display:inline-block;width:14px;height:3px;margin-right:6px;vertical-align:middle;background:currentColor}
        path.l0{stroke:var(--l0)}path.l1{stroke:var(--l1)}path.l2{stroke:var(--l2)}path.l3{stroke:var(--l3)}path.l4{stroke:var(--l4)}path.l5{stroke:var(--l5)}
        .legend .l0::before{background:var(--l0)}.legend .l1::before{background:var(--l1)}.legend .l2::before{background:var(--l2)}.legend .l3::before{background:var(--l3)}.legend .l4::before{background:var(--l4)}.legend .l5::before{background:var(--l5)}
        """;
}
