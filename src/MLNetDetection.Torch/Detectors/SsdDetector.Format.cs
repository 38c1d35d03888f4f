using System.Text;
using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Torch.Detectors;

/// <content>The model file.</content>
/// <remarks>
/// Layout, little-endian: 8 bytes "MLNDTCT" and 0; int32 version (1); then, under the checksum, the architecture
/// (<see cref="SsdArchitectureFormat"/>), int32 number of classes, per class int32 length and UTF-8 bytes, int64 bytes of the
/// tensors, the tensors (<see cref="StateFormat"/>); last, uint32 CRC-32C of what is under it.
/// </remarks>
public sealed partial class SsdDetector
{
    private const int MaxClasses = 4096;
    private const int MaxNameBytes = 4096;
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "MLNDTCT\0"u8;

    /// <summary>Writes the detector; weights go out tensor by tensor, so that little memory is needed.</summary>
    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using Use use = BeginUse();
        writer.Write(Magic);
        writer.Write(Version);
        writer.Flush();
        using var stream = new ChecksumStream(writer.BaseStream);
        using (var body = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            SsdArchitectureFormat.Write(body, Architecture);
            body.Write(ClassNames.Count);
            foreach (string name in ClassNames)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(name);
                body.Write(bytes.Length);
                body.Write(bytes);
            }

            body.Write(StateFormat.ByteCount(Network));
            StateFormat.Write(body, Network);
        }

        writer.Write(stream.Checksum);
    }

    /// <summary>Reads a detector, all of it; the stream may be gone afterwards.</summary>
    /// <param name="reader">At the place where <see cref="Save"/> began.</param>
    /// <param name="device">Where it computes; the CPU by default.</param>
    /// <exception cref="InvalidDataException">The file is damaged, foreign, or of a later version; the message says which.</exception>
    public static SsdDetector Load(BinaryReader reader, ComputeDevice device = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        SsdDetector? detector = null;
        try
        {
            CheckHeader(reader);
            using var stream = new ChecksumStream(reader.BaseStream);
            using (var body = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true))
            {
                SsdArchitecture architecture = SsdArchitectureFormat.Read(body);
                string[] classNames = ReadClassNames(body);
                CheckSize(architecture.CountParameters(classNames.Length), body.ReadInt64(), reader.BaseStream);
                detector = new SsdDetector(architecture, classNames, 0, device);
                StateFormat.Read(body, detector.Network);
            }

            if (reader.ReadUInt32() != stream.Checksum)
            {
                throw new InvalidDataException("The model file is damaged: its checksum does not fit its contents.");
            }

            return detector;
        }
        catch (EndOfStreamException error)
        {
            detector?.Dispose();
            throw new InvalidDataException("The model file is cut off.", error);
        }
        catch
        {
            detector?.Dispose();
            throw;
        }
    }

    private static bool IsName(string? name) => !string.IsNullOrEmpty(name) && Encoding.UTF8.GetByteCount(name) <= MaxNameBytes;

    private static void CheckHeader(BinaryReader reader)
    {
        byte[] magic = reader.ReadBytes(Magic.Length);
        if (!magic.AsSpan().SequenceEqual(Magic))
        {
            throw new InvalidDataException("This is no detector: the file does not begin as one.");
        }

        int version = reader.ReadInt32();
        if (version is < 1 or > Version)
        {
            throw new InvalidDataException($"The detector was written in format {version}; this library reads up to {Version}.");
        }
    }

    // A few bytes could describe a network of gigabytes: the file must hold its weights before memory is taken for them.
    private static void CheckSize(long parameters, long stated, Stream stream)
    {
        if (stated < parameters * sizeof(float))
        {
            throw new InvalidDataException($"The model file holds {stated} bytes of weights; its network has {parameters} parameters.");
        }

        if (stream.CanSeek && stream.Length - stream.Position < stated)
        {
            throw new InvalidDataException($"The model file is cut off: {stated} bytes of weights should follow.");
        }
    }

    private static string[] ReadClassNames(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count is < 1 or > MaxClasses)
        {
            throw new InvalidDataException($"The model file has {count} classes; 1 to {MaxClasses} are possible.");
        }

        var names = new string[count];
        for (int i = 0; i < count; i++)
        {
            int length = reader.ReadInt32();
            if (length is < 1 or > MaxNameBytes)
            {
                throw new InvalidDataException($"The model file has a class name of {length} bytes; 1 to {MaxNameBytes} are possible.");
            }

            byte[] bytes = reader.ReadBytes(length);
            names[i] = bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException();
        }

        return names;
    }
}
