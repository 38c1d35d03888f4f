using System.Globalization;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training;

/// <summary>
/// A run as an event file that TensorBoard opens: losses and rate by step; each epoch's figures and validation; the first validation
/// images with what is true (dashed) and what was found. Every run adds a file of its own, which TensorBoard joins.
/// </summary>
public sealed class TensorBoardLog : RunLog
{
    // TensorBoard shows pictures at about this size.
    private const int LongestSide = 400;

    private readonly string _folder;
    private readonly int _pictures;
    private readonly float _score;
    private EventFile? _events;

    /// <summary>A log.</summary>
    /// <param name="folder">For <c>tensorboard --logdir</c>; made where it is missing.</param>
    /// <param name="every">Steps from one event to the next, at least 1; default 10.</param>
    /// <param name="pictures">Validation images that are shown, 0 to 100; default 8.</param>
    /// <param name="score">Detections of at least this score are drawn, in [0, 1]; default 0.3.</param>
    /// <exception cref="ArgumentException">No folder, or a number outside its range.</exception>
    public TensorBoardLog(string folder, int every = 10, int pictures = 8, float score = 0.3f)
        : base(every)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(pictures);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pictures, 100);
        if (!(score is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(score), score, "The score is in [0, 1].");
        }

        (_folder, _pictures, _score) = (Path.GetFullPath(folder), pictures, score);
    }

    private protected override void Open(TrainingContext run)
    {
        Directory.CreateDirectory(_folder);

        // TensorBoard takes files in the order of their names, and only those with "tfevents" in them.
        string name = string.Create(CultureInfo.InvariantCulture,
            $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{Guid.NewGuid():N}");
        _events = new EventFile(new FileStream(Path.Combine(_folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read), TimeProvider.System);
    }

    private protected override void Step(TrainingContext run) => _events!.Scalars(run.Iteration, RunFigures.OfStep(run));

    private protected override void EndOfEpoch(TrainingContext run, EpochRecord epoch)
    {
        _events!.Scalars(run.Iteration, RunFigures.OfEpoch(epoch));
        if (epoch.Validation is not null && run.ValidationSet is { } set && _pictures > 0)
        {
            AddPictures(run, set);
        }
    }

    private protected override void Close()
    {
        _events?.Dispose();
        _events = null;
    }

    private void AddPictures(TrainingContext run, ITrainingSet set)
    {
        SsdDetector detector = run.CurrentDetector();
        for (int i = 0; i < Math.Min(_pictures, set.Count); i++)
        {
            TrainingSample sample = set.Read(i);
            IReadOnlyList<Detection> found = detector.Detect([sample.Image], run.Options.Validation, run.Cancellation)[0];
            PixelImage painted = Paint(sample, found.Where(d => d.Score >= _score), detector.ClassNames);
            _events!.Picture(run.Iteration, $"images/{i:D2} {Path.GetFileName(sample.Name).TrimEnd(')')}", painted.Width, painted.Height, PngFile.Encode(painted));
        }
    }

    private static PixelImage Paint(TrainingSample sample, IEnumerable<Detection> found, IReadOnlyList<string> names)
    {
        PixelImage image = sample.Image;
        double scale = Math.Min(1, LongestSide / (double)Math.Max(image.Width, image.Height));
        PixelImage small = ImageResampler.Resize(image, Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)));
        float x = small.Width / (float)image.Width, y = small.Height / (float)image.Height;
        BoxXyxy Scaled(BoxXyxy box) => new(box.X1 * x, box.Y1 * y, box.X2 * x, box.Y2 * y);
        return DetectionDrawing.Draw(small,
        [
            .. sample.Objects.Select(item => ReportBox.Truth(Scaled(item.Box), names[item.ClassId], item.ClassId)),
            .. found.Select(item => ReportBox.Prediction(Scaled(item.Box), names[item.ClassId], item.Score, item.ClassId)),
        ]);
    }
}
