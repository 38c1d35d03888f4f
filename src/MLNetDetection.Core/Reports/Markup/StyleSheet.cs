namespace MLNetDetection.Core.Reports.Markup;

/// <summary>The page's style. Written without angle brackets, ampersands and URLs, so that it is the same text in HTML and in XML.</summary>
internal static class StyleSheet
{
    public const string Css = $$$"""

        :root {
          color-scheme: light dark;
          --page: #f4f5f7; --card: #fff; --ink: #1a1f27; --soft: #57606c; --rule: #dfe3e8; --base: #8a939e; --accent: #0b6bc2;
          --s0: #0b6bc2; --s1: #c8500a; --s2: #00966e; --s3: #6d0f4b; --s4: #7d5cf0; --s5: #553d00; --s6: #1b2a80; --s7: #d0479b;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --page: #0e1116; --card: #171b21; --ink: #e8ebef; --soft: #a3adb9; --rule: #2c323b; --base: #6b7582; --accent: #58a6ff;
            --s0: #58a6ff; --s1: #f0883e; --s2: #35d6a4; --s3: #ff9fc8; --s4: #8f7bff; --s5: #eadf5a; --s6: #dfe7f0; --s7: #d8348a;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
        main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 48px; display: flex; flex-direction: column; gap: 18px; }
        h1, h2, h3, p, ul, dl, dd, figure { margin: 0; padding: 0; }
        h1, h2, h3, p, dt, dd, li, th, td, figcaption { overflow-wrap: anywhere; }
        h1 { font-size: 28px; line-height: 1.2; letter-spacing: -0.01em; }
        header p { color: var(--soft); margin-top: 4px; }
        h2.section { font-size: 20px; margin-top: 14px; }
        .title { font-size: 15px; font-weight: 600; margin-bottom: 10px; }
        .note { color: var(--soft); font-size: 13px; margin-top: 8px; }
        .text { max-width: 75ch; white-space: pre-line; }
        .none { color: var(--soft); font-style: italic; }
        .figure, .chart, .block { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; }
        .chart, .block { padding: 16px 18px; min-width: 0; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; }
        .figure { padding: 12px 16px; }
        .figure dt { color: var(--soft); font-size: 13px; }
        .figure .value { font-size: 26px; line-height: 1.25; font-weight: 600; font-variant-numeric: tabular-nums; }
        .figure .value.none { font-size: 17px; font-weight: 400; }
        .figure .note { margin-top: 2px; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 18px; }
        .plot { display: block; overflow: visible; width: 100%; max-width: 640px; height: auto; margin: 0 auto; }
        .plot text { fill: var(--soft); font-size: 12px; font-family: inherit; }
        .plot .tick { font-variant-numeric: tabular-nums; }
        .plot .empty { font-size: 15px; font-style: italic; }
        .rule { stroke: var(--rule); }
        .base { stroke: var(--base); }
        .s0 { --c: var(--s0); } .s1 { --c: var(--s1); } .s2 { --c: var(--s2); } .s3 { --c: var(--s3); }
        .s4 { --c: var(--s4); } .s5 { --c: var(--s5); } .s6 { --c: var(--s6); } .s7 { --c: var(--s7); }
        .curve { fill: none; stroke: var(--c); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        .mark { fill: var(--c); stroke: var(--card); stroke-width: 1; }
        .hit { fill: var(--c); opacity: 0; }
        .hit:hover { opacity: 0.35; }
        .bar { fill: var(--s0); }
        .scroll th:first-child { position: sticky; left: 0; z-index: 1; background: var(--card); }
        .matrix td { min-width: 48px; }
        .matrix .right { background: color-mix(in srgb, var(--s0) calc(var(--v, 0) * 50%), transparent); }
        .matrix .wrong { background: color-mix(in srgb, var(--s1) calc(var(--v, 0) * 60%), transparent); }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 10px; font-size: 13px; }
        .legend li { display: inline-flex; align-items: center; gap: 6px; min-width: 0; }
        .legend svg { flex: none; }
        .block .legend { margin: 0 0 12px; }
        .swatch { flex: none; width: 13px; height: 13px; border-radius: 3px; border: 1px solid var(--base); }
        .line { flex: none; width: 24px; border-top: 3px solid var(--ink); }
        .line.dashed { border-top-style: dashed; border-top-width: 2px; }
        details { margin-top: 10px; font-size: 13px; }
        summary { color: var(--accent); cursor: pointer; width: fit-content; }
        details .scroll { max-height: 320px; margin-top: 8px; }
        .scroll { overflow: auto; max-width: 100%; }
        .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; }
        details table { font-size: 13px; }
        th, td { padding: 6px 12px; text-align: left; border-bottom: 1px solid var(--rule); white-space: nowrap; overflow-wrap: normal; }
        th:first-child, td:first-child { padding-left: 2px; }
        th:last-child, td:last-child { padding-right: 2px; }
        thead th { color: var(--soft); font-weight: 600; font-size: 13px; vertical-align: bottom; border-bottom-color: var(--base); }
        tbody th { font-weight: 500; }
        tbody tr:last-child th, tbody tr:last-child td { border-bottom: 0; }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        .pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr)); gap: 0 36px; font-size: 14px; }
        .pairs div { display: flex; justify-content: space-between; gap: 16px; padding: 5px 0; border-bottom: 1px solid var(--rule); }
        .pairs dt { color: var(--soft); flex: none; max-width: 60%; overflow-wrap: break-word; }
        .pairs dd { text-align: right; min-width: 0; font-variant-numeric: tabular-nums; }
        .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); gap: 16px; align-items: start; }
        .layers { position: relative; line-height: 0; background: var(--rule); border-radius: 4px; overflow: hidden; }
        .layers img { display: block; width: 100%; height: auto; }
        .boxes { position: absolute; left: 0; top: 0; width: 100%; height: 100%; overflow: hidden; }
        {{{BoxLayer.Css}}}
        figcaption { font-size: 13px; color: var(--soft); margin-top: 6px; }
        @media (max-width: 520px) {
          main { padding: 18px 12px 32px; gap: 14px; }
          h1 { font-size: 23px; }
          .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; }
          .figure { padding: 10px 12px; }
          .figure .value { font-size: 22px; }
          .chart, .block { padding: 14px 12px; }
          .plot text { font-size: 15px; }
          th, td { padding: 6px 8px; }
          td:not(.number) { white-space: normal; min-width: 110px; }
        }
        @media print {
          body { background: #fff; font-size: 11pt; }
          main { max-width: none; padding: 0; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          .figure, .chart, .picture, tr { break-inside: avoid; }
          h1, h2, h3, .title, .legend { break-after: avoid; }
          .scroll { overflow: visible; }
          details { display: none; }
          .charts { grid-template-columns: repeat(2, 1fr); }
          .plot text { font-size: 15px; }
          .pictures { grid-template-columns: repeat(2, 1fr); gap: 10px; }
        }

        """;
}
