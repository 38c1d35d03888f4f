namespace MLNetDetection.Core.Reports.Markup;

/// <summary>A heading; the blocks after it stand one level lower.</summary>
internal sealed class SectionBlock(string heading) : IReportBlock
{
    public void Write(MarkupWriter markup)
    {
        markup.Element("h2", "section", heading);
        markup.HeadingLevel = 3;
    }
}
