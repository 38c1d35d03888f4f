using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Cli.Doctor;

/// <summary>
/// Tries libtorch: in a process of its own, since a libtorch of another version, or a processor that lacks an instruction, does not throw but
/// ends the process.
/// </summary>
internal static class TorchProbe
{
    /// <summary>The option of mldetect doctor that makes it the process that tries.</summary>
    public const string Option = "--try-torch";

    // Of a sum of some 300 numbers below 1 in float32.
    private const double Tolerance = 1e-2;

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    /// <summary>In the process that tries: prints one JSON object, an answer or an error.</summary>
    public static int Answer(TextWriter output)
    {
        try
        {
            output.WriteLine(JsonSerializer.Serialize(new { answer = Ask() }));
            return ExitCode.Done;
        }
        catch (Exception e)
        {
            // Whatever keeps libtorch from working is the answer.
            output.WriteLine(JsonSerializer.Serialize(new { error = $"{e.GetType().Name}: {e.GetBaseException().Message}" }));
            return ExitCode.Failed;
        }
    }

    /// <summary>In the process that asks: starts the other one and waits for it.</summary>
    public static TorchTrial Run()
    {
        using Process process = new() { StartInfo = Command() };
        process.Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(_longest))
        {
            process.Kill(entireProcessTree: true);
            return new TorchTrial(null, "no answer within two minutes", null);
        }

        string[] lines = output.Result.Split('\n').Where(line => line.StartsWith('{')).ToArray();
        if (lines.Length == 0)
        {
            return new TorchTrial(null, errors.Result.Trim(), process.ExitCode);
        }

        using JsonDocument document = JsonDocument.Parse(lines[^1]);
        return document.RootElement.TryGetProperty("answer", out JsonElement answer)
            ? new TorchTrial(answer.Deserialize<TorchAnswer>(), null, process.ExitCode)
            : new TorchTrial(null, document.RootElement.GetProperty("error").GetString(), process.ExitCode);
    }

    // Itself: the program of its own name, or the dotnet that runs it.
    private static ProcessStartInfo Command()
    {
        string own = Environment.ProcessPath ?? "";
        bool isTool = Path.GetFileNameWithoutExtension(own) == Tool.Name;
        string dotnet = Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
        string[] arguments = [.. isTool ? [] : (string[])[Path.Combine(AppContext.BaseDirectory, Tool.Name + ".dll")], "doctor", Option];
        return new ProcessStartInfo(isTool ? own : dotnet, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
    }

    // Kept apart, so that nothing of TorchSharp is touched before the try block is entered.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TorchAnswer Ask()
    {
        var answer = new TorchAnswer { Version = __version__, Computes = Convolves(CPU), Threads = get_num_threads(), Path = LoadedFrom() };
        answer = answer with { CudaDevices = cuda.is_available() ? cuda.device_count() : 0 };
        if (answer.CudaDevices == 0)
        {
            return answer;
        }

        try
        {
            return Convolves(device("cuda:0")) ? answer : answer with { CudaError = "a convolution gave wrong numbers" };
        }
        catch (Exception e) when (e is System.Runtime.InteropServices.ExternalException or InvalidOperationException)
        {
            return answer with { CudaError = e.Message.Split('\n')[0] };
        }
    }

    // Over ones, each number of the result is the sum of a kernel's weights and its bias.
    private static bool Convolves(Device device)
    {
        const int Channels = 16, Side = 32;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = inference_mode();
        using Conv2d convolution = nn.Conv2d(Channels, Channels, 1);
        convolution.to(device);
        double sum = convolution.call(ones([1, Channels, Side, Side], device: device)).sum().cpu().item<float>();
        double expected = convolution.weight!.sum().cpu().item<float>() + convolution.bias!.sum().cpu().item<float>();
        return Math.Abs((sum / (Side * Side)) - expected) < Tolerance;
    }

    private static string? LoadedFrom()
    {
        using Process process = Process.GetCurrentProcess();
        string[] modules = [.. process.Modules.Cast<ProcessModule>().Select(module => module.FileName)];
        return modules.FirstOrDefault(file => Path.GetFileName(file).Contains("torch_cpu", StringComparison.Ordinal));
    }
}
