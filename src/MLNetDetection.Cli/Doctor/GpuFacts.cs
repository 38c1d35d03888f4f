using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MLNetDetection.Cli.Doctor;

/// <summary>NVIDIA's GPUs and their driver, asked without libtorch.</summary>
/// <param name="Devices">Display or compute devices of NVIDIA on the PCI bus; null where the system does not tell.</param>
/// <param name="DriverVersion">Of the kernel module; null where it is not loaded or not told.</param>
/// <param name="DriverLibrary">True where the driver's library (libcuda.so.1, nvcuda.dll) can be loaded.</param>
/// <param name="Answer">What the driver answers to cuInit; 0 is success; null without the library.</param>
/// <param name="CudaVersion">The newest CUDA that the driver can run, "12.8"; null without the library.</param>
internal sealed partial record GpuFacts(int? Devices, string? DriverVersion, bool DriverLibrary, int? Answer, string? CudaVersion)
{
    private const string PciDevices = "/sys/bus/pci/devices";
    private const string KernelModule = "/proc/driver/nvidia/version";
    private const string NvidiaVendor = "0x10de";

    private delegate int CuInit(uint flags);

    private delegate int CuDriverGetVersion(out int version);

    public static GpuFacts Read()
    {
        string library = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";
        bool loaded = NativeLibrary.TryLoad(library, out nint handle);
        (int? answer, string? cuda) = loaded ? AskDriver(handle) : (null, null);
        return new GpuFacts(CountDevices(PciDevices), ReadDriverVersion(KernelModule), loaded, answer, cuda);
    }

    /// <summary>Counts NVIDIA's devices of the classes display (03) and processing accelerator (12).</summary>
    public static int? CountDevices(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateFileSystemEntries(folder).Count(device => Text(device, "vendor") == NvidiaVendor && Text(device, "class")[..4] is "0x03" or "0x12")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }

        static string Text(string device, string name) => File.ReadAllText(Path.Combine(device, name)).Trim();
    }

    public static string? ReadDriverVersion(string file)
    {
        try
        {
            return File.Exists(file) && DriverNumber().Match(File.ReadAllText(file)) is { Success: true } match ? match.Groups[1].Value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (int? Answer, string? Cuda) AskDriver(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "cuInit", out nint initialise) || !NativeLibrary.TryGetExport(library, "cuDriverGetVersion", out nint getVersion))
        {
            return (null, null);
        }

        int answer = Marshal.GetDelegateForFunctionPointer<CuInit>(initialise)(0);
        int told = Marshal.GetDelegateForFunctionPointer<CuDriverGetVersion>(getVersion)(out int version);

        // 12080 is CUDA 12.8.
        return (answer, told == 0 && version > 0 ? string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}") : null);
    }

    [GeneratedRegex(@"Kernel Module\S*\s+(?:for \S+\s+)?(\d+\.[\d.]+)")]
    private static partial Regex DriverNumber();
}
