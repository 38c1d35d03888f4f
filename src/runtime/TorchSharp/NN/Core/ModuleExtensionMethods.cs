using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Moving and converting modules, keeping their type.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Converts the parameters and the floating-point buffers.</summary>
    /// <exception cref="ArgumentException">The type is not a floating-point type.</exception>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false)
        where T : nn.Module => Convert(module, type, null);

    /// <summary>Moves the parameters and the buffers.</summary>
    /// <exception cref="InvalidOperationException">There is no such device.</exception>
    public static T to<T>(this T module, Device device, bool non_blocking = false)
        where T : nn.Module => Convert(module, null, device);

    /// <summary>Moves and converts the parameters and the buffers.</summary>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false)
        where T : nn.Module => Convert(module, type, device);

    /// <summary>Moves the parameters and the buffers.</summary>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => Convert(module, null, new Device(deviceType, deviceIndex));

    /// <summary>Moves the parameters and the buffers to main memory.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false)
        where T : nn.Module => Convert(module, null, CPU);

    /// <summary>Moves the parameters and the buffers to a CUDA device.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => Convert(module, null, new Device(DeviceType.CUDA, deviceIndex));

    private static T Convert<T>(T module, ScalarType? type, Device? device)
        where T : nn.Module
    {
        module.CheckConvertible(type, device);
        module.Convert(type, device);
        return module;
    }
}
