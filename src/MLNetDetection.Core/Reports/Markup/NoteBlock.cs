namespace MLNetDetection.Core.Reports.Markup;

/// <summary>A paragraph.</summary>
internal sealed class NoteBlock(string text) : IReportBlock
{
    public void Write(MarkupWriter markup) => markup.Element("p", "text", text);
}
