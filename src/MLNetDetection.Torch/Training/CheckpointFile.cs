using System.Globalization;
using System.Text;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Training;

/// <summary>A run's whole state at the end of an epoch, in one file that is replaced at once.</summary>
/// <remarks>
/// Layout, little-endian: 8 bytes "MLNDCKP" and 0; int32 version (2); then, under the checksum, <see cref="RunIdentity"/>,
/// <see cref="RunProgress"/>, the tensors of each network (<see cref="StateFormat"/>), the optimizer's state as TorchSharp
/// writes it; last, uint32 CRC-32C of what is under it.
/// </remarks>
internal sealed class CheckpointFile(string folder, RunIdentity identity, IReadOnlyList<nn.Module> networks, OptimizerHelper optimizer)
{
    private const int Version = 2;

    public string Path { get; } = System.IO.Path.Combine(folder, "last.checkpoint");

    private string BestPath { get; } = System.IO.Path.Combine(folder, "best.detector");

    private static ReadOnlySpan<byte> Magic => "MLNDCKP\0"u8;

    /// <summary>Sees to it before the first step that a checkpoint can be written at all, and that none of another run is lost.</summary>
    /// <exception cref="IOException">The folder cannot be written, or holds a checkpoint that the run would replace.</exception>
    public void Prepare(bool resume)
    {
        string probe = System.IO.Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The checkpoint folder '{folder}' cannot be written: {error.Message}", error);
        }

        if (!resume && Earlier() is { } earlier)
        {
            throw new IOException(
                $"'{earlier}' holds the state of an earlier run. Set {nameof(TrainingOptions.Resume)} to go on from it, or choose another folder.");
        }
    }

    /// <summary>Writes the state as the last one, and where it is to be kept as the epoch's own too.</summary>
    /// <exception cref="IOException">The disk is full or gone; the old file is as it was.</exception>
    public void Write(RunProgress progress, bool keep)
    {
        if (keep)
        {
            AtomicFile.Write(KeptPath(progress.Epochs.Count), file => WriteTo(file, progress));
        }

        AtomicFile.Write(Path, file => WriteTo(file, progress));
    }

    /// <summary>Writes the best weights so far, with classes and network, as <see cref="SsdDetector.Load"/> reads them.</summary>
    /// <exception cref="IOException">The disk is full or gone; the old file is as it was.</exception>
    public void WriteBest(SsdDetector detector) => AtomicFile.Write(BestPath, file =>
    {
        using var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        detector.Save(writer);
    });

    /// <summary>Takes over a checkpoint's state, where there is one.</summary>
    /// <returns>How far the run was; null without a checkpoint.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, of a later version, or of another run; the message says which.</exception>
    public RunProgress? Read()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            long start = CheckWhole(file);
            file.Position = start;
            using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
            if (identity.DifferenceFrom(RunIdentity.Read(reader)) is { } difference)
            {
                throw new InvalidDataException($"It belongs to another run: {difference}");
            }

            RunProgress progress = RunProgress.Read(reader);
            foreach (nn.Module network in networks)
            {
                StateFormat.Read(reader, network);
            }

            optimizer.load_state_dict(reader);
            return progress;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"The run cannot go on from '{Path}'. {error.Message.TrimEnd('.')}.", error);
        }
    }

    private string KeptPath(int epoch) => System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch:0000}.checkpoint"));

    private string? Earlier() => File.Exists(Path) ? Path : File.Exists(BestPath) ? BestPath
        : Directory.EnumerateFiles(folder, "epoch-*.checkpoint").Order(StringComparer.Ordinal).FirstOrDefault();

    private void WriteTo(FileStream file, RunProgress progress)
    {
        using var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Flush();
        using var stream = new ChecksumStream(file);
        using (var body = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            identity.Write(body);
            progress.Write(body);
            foreach (nn.Module network in networks)
            {
                StateFormat.Write(body, network);
            }

            optimizer.save_state_dict(body);
        }

        writer.Write(stream.Checksum);
    }

    // The whole file is proved before a byte of it is believed: the optimizer's part is read by TorchSharp, which checks little.
    private static long CheckWhole(FileStream file)
    {
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
        {
            throw new InvalidDataException("It is no checkpoint.");
        }

        int version = reader.ReadInt32();
        if (version != Version)
        {
            throw new InvalidDataException($"It was written in format {version}; this library reads format {Version}.");
        }

        long start = file.Position, left = file.Length - start - sizeof(uint);
        if (left < 0)
        {
            throw new InvalidDataException("It is cut off.");
        }

        using var stream = new ChecksumStream(file);
        var chunk = new byte[1 << 16];
        while (left > 0)
        {
            int read = stream.Read(chunk.AsSpan(0, (int)Math.Min(left, chunk.Length)));
            left -= read > 0 ? read : throw new EndOfStreamException("It is cut off.");
        }

        return reader.ReadUInt32() == stream.Checksum
            ? start
            : throw new InvalidDataException("It is damaged: its checksum does not fit its contents.");
    }
}
