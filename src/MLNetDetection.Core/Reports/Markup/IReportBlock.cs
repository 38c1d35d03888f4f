namespace MLNetDetection.Core.Reports.Markup;

/// <summary>A part of the page.</summary>
internal interface IReportBlock
{
    void Write(MarkupWriter markup);
}
