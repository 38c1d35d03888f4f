using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using MLNetDetection.Cli.Doctor;

namespace MLNetDetection.Cli.Commands;

/// <summary>The work of mldetect doctor.</summary>
internal sealed class DoctorRun
{
    public bool Json { get; init; }

    public required TextWriter Output { get; init; }

    public int Run()
    {
        MachineCheck[] checks = [.. Checks()];
        bool works = checks.All(check => check.State != CheckState.Failed);
        if (Json)
        {
            Output.WriteLine(JsonSerializer.Serialize(new
            {
                works,
                checks = checks.Select(check => new { name = check.Name, state = Name(check.State), found = check.Found, remedy = check.Remedy, facts = check.Facts }),
            }));
        }
        else
        {
            Print(checks, works);
        }

        return works ? ExitCode.Done : ExitCode.Failed;
    }

    private static IEnumerable<MachineCheck> Checks()
    {
        RuntimeFacts runtime = RuntimeFacts.Read();
        string version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        yield return new MachineCheck("tool", CheckState.Ok,
            $"mldetect {version}, runtime {runtime.Name} ({runtime.Assembly}), {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}")
        {
            Facts = new Dictionary<string, object?> { ["version"] = version, ["runtime"] = runtime.Name, ["dotnet"] = RuntimeInformation.FrameworkDescription, ["system"] = RuntimeInformation.OSDescription },
        };
        ProcessorFacts processor = ProcessorFacts.Read();
        yield return ProcessorCheck.Of(processor);
        TorchTrial trial = TorchProbe.Run();
        yield return TorchCheck.Of(runtime, trial, runtime.FindBridge(), trial.Answer is null ? TorchFiles.Find() : []);
        yield return ThreadCheck.Of(processor.Cores, Environment.GetEnvironmentVariable);
        yield return GpuCheck.Of(GpuFacts.Read(), trial.Answer, trial.Answer?.Path is { } path ? TorchFiles.HasCuda(path) : null);
        yield return ImageCheck.Run(runtime);
        foreach (MachineCheck folder in FolderCheck.All())
        {
            yield return folder;
        }
    }

    private void Print(MachineCheck[] checks, bool works)
    {
        var rows = new List<string[]>();
        foreach (MachineCheck check in checks)
        {
            rows.Add([Name(check.State), check.Name, check.Found]);
            if (check.Remedy is { } remedy)
            {
                rows.Add(["", "", $"-> {remedy}"]);
            }
        }

        Output.Write(TextTable.Of(rows, Terminal.Width(Output)));
        int warnings = checks.Count(check => check.State == CheckState.Warning);
        Output.WriteLine(!works ? "mldetect cannot work here before that is mended." : warnings == 0 ? "All is well." : $"mldetect works here; {warnings} {(warnings == 1 ? "thing" : "things")} could be better.");
    }

    private static string Name(CheckState state) => state switch { CheckState.Ok => "ok", CheckState.Note => "note", CheckState.Warning => "warning", _ => "FAILED" };
}
