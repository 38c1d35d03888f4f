namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>VoTT's CSV export.</summary>
internal sealed class VottCsvReader() : TableReader(vott: true)
{
    public override AnnotationFormat Format => AnnotationFormat.VottCsv;

    public override string Looks => "a .csv with the header \"image\",\"xmin\",\"ymin\",\"xmax\",\"ymax\",\"label\"";
}
