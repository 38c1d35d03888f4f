using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Training;

/// <summary>The detector that a training starts with: fresh, from a file of weights, or from a trained model.</summary>
internal sealed class InitialDetector(IHostEnvironment env, SsdTrainer.Options options)
{
    /// <exception cref="InvalidDataException">The file is no model or no weights, is damaged, or does not fit; the message names it.</exception>
    /// <exception cref="ArgumentException">The given architecture does not have the model's weights.</exception>
    public SsdDetector Create(string[] classNames, IChannel channel)
    {
        if (options.InitialModel is { } model)
        {
            return From(model.Detector, "the model", classNames, channel);
        }

        return options.InitialWeights switch
        {
            null => Fresh(null, classNames, channel),
            { } zip when zip.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) => FromZip(zip, classNames, channel),
            { } best when best.EndsWith(".detector", StringComparison.OrdinalIgnoreCase) => FromDetector(best, classNames, channel),
            { } weights => Fresh(weights, classNames, channel),
        };
    }

    private SsdDetector Fresh(string? path, string[] classNames, IChannel channel)
    {
        var detector = new SsdDetector(options.Architecture, classNames, options.Training.Seed, options.Device);
        try
        {
            WeightReport? report = null;
            if (path is not null)
            {
                report = Weights.Load(detector.Network, path, options.InitialWeightsStrictness);
                channel.Info(MessageSensitivity.UserData, "Initial weights from {0}: {1}", path, report);
            }

            FreshWeights.Draw(detector, options.FreshWeights, options.Training.Seed, report);
            return detector;
        }
        catch
        {
            detector.Dispose();
            throw;
        }
    }

    private SsdDetector FromZip(string path, string[] classNames, IChannel channel)
    {
        ITransformer loaded;
        try
        {
            loaded = (env as MLContext ?? new MLContext()).Model.Load(path, out _);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or InvalidDataException)
        {
            throw new InvalidDataException($"'{path}' cannot be gone on from: {error.Message}", error);
        }

        using var owner = loaded as IDisposable;
        SsdTransformer model = (loaded as IEnumerable<ITransformer> ?? [loaded]).OfType<SsdTransformer>().LastOrDefault()
            ?? throw new InvalidDataException($"'{path}' holds no SSD detector of this library.");
        return From(model.Detector, path, classNames, channel);
    }

    private SsdDetector FromDetector(string path, string[] classNames, IChannel channel)
    {
        using FileStream file = File.OpenRead(path);
        using var reader = new BinaryReader(file, Encoding.UTF8);
        try
        {
            using SsdDetector loaded = SsdDetector.Load(reader);
            return From(loaded, path, classNames, channel);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"'{path}' cannot be gone on from: {error.Message}", error);
        }
    }

    private SsdDetector From(SsdDetector model, string source, string[] classNames, IChannel channel)
    {
        string[] kept = [.. classNames.Intersect(model.ClassNames)], added = [.. classNames.Except(kept)], gone = [.. model.ClassNames.Except(kept)];
        channel.Info(MessageSensitivity.UserData, "Goes on from {0}: classes kept: {1}; new: {2}; gone: {3}", source, Joined(kept), Joined(added), Joined(gone));
        return model.WithClasses(classNames, options.IsArchitectureGiven ? options.Architecture : null, options.Training.Seed, options.Device);
    }

    private static string Joined(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names);
}
