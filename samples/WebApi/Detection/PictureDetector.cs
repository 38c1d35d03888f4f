using System.Diagnostics;
using Microsoft.Extensions.ML;
using Microsoft.Extensions.Options;
using Microsoft.ML;
using Microsoft.ML.Data;
using WebApi.Api;

namespace WebApi.Detection;

/// <summary>Decodes pictures and finds objects in them with engines of the pool, so many at one time as the settings say.</summary>
public sealed class PictureDetector(PredictionEnginePool<PictureInput, PictureOutput> pool, ModelFile file, IOptions<ServingOptions> options) : IDisposable
{
    public const string ModelName = "detector";

    private readonly SemaphoreSlim _places = new(options.Value.WorkingRequests);

    /// <summary>The objects in each picture, by one version of the model.</summary>
    /// <exception cref="RefusedException">A picture cannot be decoded, or there is no model.</exception>
    public async Task<DetectResponse> DetectAsync(IReadOnlyList<UploadedPicture> pictures, float threshold, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            return Detect(pictures, threshold, cancellation);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private DetectResponse Detect(IReadOnlyList<UploadedPicture> pictures, float threshold, CancellationToken cancellation)
    {
        (SharedModel model, PredictionEngine<PictureInput, PictureOutput> engine) = Rent();
        try
        {
            var results = new List<PictureResult>(pictures.Count);
            foreach (UploadedPicture picture in pictures)
            {
                cancellation.ThrowIfCancellationRequested();
                long start = Stopwatch.GetTimestamp();
                using MLImage image = picture.Decode();
                PictureOutput output = engine.Predict(new PictureInput { Image = image });
                results.Add(new PictureResult(
                    picture.Name, image.Width, image.Height, Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 1), [.. Objects(output, model, threshold)]));
            }

            return new DetectResponse(new ModelName(model.Name, model.Version), results);
        }
        finally
        {
            Return(model, engine);
        }
    }

    // While the model is not replaced, so that the engine is of the model that is held.
    private (SharedModel, PredictionEngine<PictureInput, PictureOutput>) Rent() => file.WhileCurrent(model =>
    {
        if (model is null)
        {
            throw RefusedException.NoModel(file.Problem);
        }

        PredictionEngine<PictureInput, PictureOutput> engine = pool.GetPredictionEngine(ModelName);
        model.AddUser();
        return (model, engine);
    });

    // An engine of an older model must not come back into the pool of the new one.
    private void Return(SharedModel model, PredictionEngine<PictureInput, PictureOutput> engine)
    {
        bool isReturned = file.WhileCurrent(current =>
        {
            if (ReferenceEquals(current, model))
            {
                pool.ReturnPredictionEngine(ModelName, engine);
                return true;
            }

            return false;
        });
        if (!isReturned)
        {
            engine.Dispose();
        }

        model.RemoveUser();
    }

    private static IEnumerable<DetectedObject> Objects(PictureOutput output, SharedModel model, float threshold)
    {
        for (int i = 0; i < output.Score.Length && output.Score[i] >= threshold; i++)
        {
            float[] box = [.. output.PredictedBoundingBoxes.AsSpan(4 * i, 4).ToArray().Select(side => MathF.Round(side, 2))];
            yield return new DetectedObject(model.Classes[(int)output.PredictedLabel[i] - 1], MathF.Round(output.Score[i], 4), box);
        }
    }
}
