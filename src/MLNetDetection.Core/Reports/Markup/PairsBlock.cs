namespace MLNetDetection.Core.Reports.Markup;

/// <summary>Names and values, one pair a line.</summary>
internal sealed class PairsBlock(string? title, IReadOnlyList<KeyValuePair<string, string?>> pairs) : IReportBlock
{
    public void Write(MarkupWriter markup)
    {
        markup.Open("section", "block").Heading(title).Open("dl", "pairs");
        foreach ((string name, string? value) in pairs)
        {
            markup.Open("div").Element("dt", name).Element("dd", TableBlock.OrDash(value)).Close();
        }

        markup.Close().Close();
    }
}
