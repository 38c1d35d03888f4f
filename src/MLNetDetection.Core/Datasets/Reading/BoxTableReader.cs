namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Any table with a header and a row for each box.</summary>
internal sealed class BoxTableReader() : TableReader(vott: false)
{
    public override AnnotationFormat Format => AnnotationFormat.BoxTable;

    public override string Looks => "a .csv or .tsv whose header names image, class and xmin, ymin, xmax, ymax";
}
