namespace MLNetDetection.Cli.Doctor;

/// <summary>Whether a GPU can be used, and if not, what stands between.</summary>
internal static class GpuCheck
{
    private const string Part = "gpu";
    private const int NoDevice = 100;
    private const int Mismatch = 803;

    /// <param name="facts">Of GPU and driver.</param>
    /// <param name="torch">What libtorch said, where it could be asked.</param>
    /// <param name="torchHasCuda">Whether the libtorch in use has its CUDA part; null where that is unknown.</param>
    public static MachineCheck Of(GpuFacts facts, TorchAnswer? torch, bool? torchHasCuda) => Judge(facts, torch, torchHasCuda) with
    {
        Facts = new Dictionary<string, object?>
        {
            ["nvidia_devices"] = facts.Devices,
            ["driver"] = facts.DriverVersion,
            ["driver_library"] = facts.DriverLibrary,
            ["driver_cuda"] = facts.CudaVersion,
            ["driver_answer"] = facts.Answer,
            ["torch_has_cuda"] = torchHasCuda,
            ["torch_cuda_devices"] = torch?.CudaDevices,
        },
    };

    private static MachineCheck Judge(GpuFacts facts, TorchAnswer? torch, bool? torchHasCuda)
    {
        string driver = facts.DriverVersion is null ? "its driver" : $"driver {facts.DriverVersion}";
        string gpus = facts.Devices is null or 0 ? "an NVIDIA GPU" : facts.Devices == 1 ? "an NVIDIA GPU" : $"{facts.Devices} NVIDIA GPUs";
        if (torch is { CudaDevices: > 0 })
        {
            return torch.CudaError is null
                ? new(Part, CheckState.Ok, $"{torch.CudaDevices} CUDA {(torch.CudaDevices == 1 ? "device" : "devices")} in use, {driver}, CUDA up to {facts.CudaVersion ?? "?"}")
                : new(Part, CheckState.Warning, $"libtorch sees {torch.CudaDevices} CUDA devices and cannot compute on them: {torch.CudaError}",
                    "Use a libtorch built for this GPU's generation, or run on the processor (--device cpu; device in recipes).");
        }

        if (!facts.DriverLibrary)
        {
            return facts.Devices is null or 0
                ? new(Part, CheckState.Note, "no NVIDIA GPU and no driver; everything runs on the processor")
                : new(Part, CheckState.Warning, $"{gpus}, but no driver (libcuda.so.1 cannot be loaded); everything runs on the processor",
                    "Install NVIDIA's driver (Debian: nvidia-driver, Ubuntu: ubuntu-drivers install) and restart. In a container: install nvidia-container-toolkit on the host and run with --gpus all.");
        }

        return facts switch
        {
            { Answer: NoDevice } => new(Part, CheckState.Note, $"{driver} is installed and finds no GPU; everything runs on the processor",
                "If there should be one: look at nvidia-smi and at CUDA_VISIBLE_DEVICES."),
            { Answer: Mismatch } => new(Part, CheckState.Warning, $"{gpus}, but the driver's library and its kernel module ({facts.DriverVersion ?? "?"}) are of different versions",
                "Restart the machine after an update of the driver. In a container: make its libcuda the host's."),
            { Answer: not 0 } => new(Part, CheckState.Warning, $"{gpus}, but the driver answers with error {facts.Answer}",
                "See whether nvidia-smi works; if not, install the driver again and restart."),
            _ when torch is null => new(Part, CheckState.Note, $"{gpus}, {driver}, CUDA up to {facts.CudaVersion ?? "?"}; whether libtorch can use it shows once libtorch loads"),
            _ when torchHasCuda == false => new(Part, CheckState.Warning, $"{gpus}, {driver}, CUDA up to {facts.CudaVersion ?? "?"}, but this libtorch computes on processors only",
                "NuGet runtime: build with -p:Torch=cuda-linux or cuda-windows. System runtime: build against a CUDA libtorch named by CMAKE_PREFIX_PATH."),
            _ => new(Part, CheckState.Warning, $"{gpus}, {driver}, which runs CUDA up to {facts.CudaVersion ?? "?"}, but libtorch cannot use it: the driver is probably too old for libtorch's CUDA",
                "Install a newer driver, or a libtorch built for an older CUDA."),
        };
    }
}
