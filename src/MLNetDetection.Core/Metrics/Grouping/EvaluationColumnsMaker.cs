namespace MLNetDetection.Core.Metrics.Grouping;

/// <summary>Sorts collected boxes into columns, by image; within an image their order stays.</summary>
internal sealed class EvaluationColumnsMaker
{
    private readonly int[] _imageRank;
    private readonly Dictionary<int, int> _classIndex = [];

    public EvaluationColumnsMaker(int[] imageRank, EvaluationClass[] classes)
    {
        _imageRank = imageRank;
        foreach (EvaluationClass item in classes)
        {
            _classIndex.Add(item.Id, _classIndex.Count);
        }
    }

    public GroundTruthColumns GroundTruth(ChunkedList<(int Image, GroundTruthBox Box)> items)
    {
        int[] starts = Starts(items, item => item.Image), next = [.. starts];
        GroundTruthColumns columns = new(starts);
        for (int i = 0; i < items.Count; i++)
        {
            ref readonly (int Image, GroundTruthBox Box) item = ref items[i];
            int at = next[_imageRank[item.Image]]++;
            Put(columns, at, item.Box.ClassId, item.Box.X, item.Box.Y, item.Box.Width, item.Box.Height);
            columns.AreaArray[at] = item.Box.Area;
            columns.CrowdArray[at] = item.Box.IsCrowd;
            columns.DifficultArray[at] = item.Box.IsDifficult;
        }

        return columns;
    }

    public DetectionColumns Detections(ChunkedList<(int Image, DetectionBox Box)> items)
    {
        int[] starts = Starts(items, item => item.Image), next = [.. starts];
        DetectionColumns columns = new(starts);
        for (int i = 0; i < items.Count; i++)
        {
            ref readonly (int Image, DetectionBox Box) item = ref items[i];
            int at = next[_imageRank[item.Image]]++;
            Put(columns, at, item.Box.ClassId, item.Box.X, item.Box.Y, item.Box.Width, item.Box.Height);
            columns.ScoreArray[at] = item.Box.Score;
        }

        return columns;
    }

    private void Put(BoxColumns columns, int at, int classId, double x, double y, double width, double height)
    {
        columns.ClassArray[at] = _classIndex[classId];
        columns.XArray[at] = x;
        columns.YArray[at] = y;
        columns.WidthArray[at] = width;
        columns.HeightArray[at] = height;
    }

    private int[] Starts<T>(ChunkedList<T> items, Func<T, int> imageOf)
    {
        int[] starts = new int[_imageRank.Length + 1];
        for (int i = 0; i < items.Count; i++)
        {
            starts[_imageRank[imageOf(items[i])] + 1]++;
        }

        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        return starts;
    }
}
