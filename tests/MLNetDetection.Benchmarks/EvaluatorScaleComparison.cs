namespace MLNetDetection.Benchmarks;

/// <summary>
/// COCO's evaluation at COCO's size, 5,000 images and 500,000 detections, beside pycocotools where MLNETDETECTION_PYCOCOTOOLS names
/// the folder it was built in (its PythonAPI), or beside the reference in Python, which takes minutes.
/// </summary>
internal sealed class EvaluatorScaleComparison : IComparisonBenchmark
{
    private const string Pycocotools = """
        import sys, json, time, resource, contextlib, io
        sys.path.insert(0, sys.argv[1])
        from pycocotools.coco import COCO
        from pycocotools.cocoeval import COCOeval
        with contextlib.redirect_stdout(io.StringIO()):
            t = [time.perf_counter()]
            gt = COCO(sys.argv[2]); dt = gt.loadRes(sys.argv[3]); t.append(time.perf_counter())
            e = COCOeval(gt, dt, 'bbox'); e.evaluate(); e.accumulate(); t.append(time.perf_counter()); e.summarize()
        print(t[1] - t[0], t[2] - t[1], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, e.stats[0])
        """;

    private const string Reference = """
        import sys, json, time, resource
        sys.path.insert(0, sys.argv[1])
        from coco_reference import evaluate, load
        t = [time.perf_counter()]
        files = load(sys.argv[2], sys.argv[3]); t.append(time.perf_counter())
        s, _ = evaluate(*files); t.append(time.perf_counter())
        print(t[1] - t[0], t[2] - t[1], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, s[0])
        """;

    public string Name => "coco-evaluate-5000-images";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run()
    {
        string folder = Directory.CreateTempSubdirectory("mlnetdetection-bench-").FullName;
        try
        {
            Peers.Run([Path.Combine(Peers.Shared, "peers", "make_coco_scale.py"), folder]);
            string truth = Path.Combine(folder, "gt.json"), found = Path.Combine(folder, "dt.json");
            EvaluatorMeasurement ours = EvaluatorMeasurement.OfFiles(truth, found);
            string? official = Environment.GetEnvironmentVariable("MLNETDETECTION_PYCOCOTOOLS");
            string peer = official is null ? "eval/coco_reference.py" : "pycocotools";
            double[] theirs = Numbers(Peers.Run(["-c", official is null ? Reference : Pycocotools, official ?? Path.Combine(Peers.Shared, "eval"), truth, found]));
            if (Math.Abs(theirs[3] - ours.Ap) > 1e-9)
            {
                throw new InvalidOperationException($"AP is {ours.Ap} here and {theirs[3]} there.");
            }

            return
            [
                new($"{Name}-load", ours.LoadSeconds, theirs[0], "s", peer),
                new($"{Name}-evaluate", ours.EvaluateSeconds, theirs[1], "s", peer),
                new($"{Name}-evaluate-first", ours.FirstSeconds, theirs[1], "s", peer),
                new($"{Name}-peak-memory", ours.PeakMegabytes, theirs[2], "MB", peer),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double[] Numbers(string output) =>
        [.. output.TrimEnd().Split('\n')[^1].Split(' ').Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
}
