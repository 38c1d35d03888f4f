namespace MLNetDetection.Core.Reports.Markup;

/// <summary>Key figures as tiles.</summary>
internal sealed class FiguresBlock(IReadOnlyList<ReportFigure> figures) : IReportBlock
{
    public void Write(MarkupWriter markup)
    {
        markup.Open("dl", "figures");
        foreach (ReportFigure figure in figures)
        {
            markup.Open("div", "figure").Element("dt", figure.Name);
            string value = string.IsNullOrWhiteSpace(figure.Value) ? ReportNumber.NotMeasured : figure.Value;
            markup.Element("dd", value == ReportNumber.NotMeasured ? "value none" : "value", value);
            if (!string.IsNullOrWhiteSpace(figure.Note))
            {
                markup.Element("dd", "note", figure.Note);
            }

            markup.Close();
        }

        markup.Close();
    }
}
