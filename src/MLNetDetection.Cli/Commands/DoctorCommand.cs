using System.CommandLine;
using MLNetDetection.Cli.Doctor;

namespace MLNetDetection.Cli.Commands;

/// <summary>mldetect doctor: what of this machine the tool can use, and how to mend what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object, all facts included." };
        Option<bool> trial = new(TorchProbe.Option) { Hidden = true };
        var command = new ToolCommand("doctor",
            "Looks at the machine: runtime, libtorch, processor, GPU and driver, image decoders, folders; says how to mend what is missing. Exit code 1 where the tool cannot work.",
            "mldetect doctor",
            "mldetect doctor --json > machine.json")
        {
            json, trial,
        };
        command.SetGuardedAction((result, _) => result.GetValue(trial)
            ? TorchProbe.Answer(result.InvocationConfiguration.Output)
            : new DoctorRun { Json = result.GetValue(json), Output = result.InvocationConfiguration.Output }.Run());
        return command;
    }
}
