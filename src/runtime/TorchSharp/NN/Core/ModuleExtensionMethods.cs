using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Moving and converting modules, keeping their type.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Moves the parameters and the buffers.</summary>
    /// <exception cref="InvalidOperationException">There is no such device.</exception>
    public static T to<T>(this T module, Device device, bool non_blocking = false)
        where T : nn.Module => Convert(module, null, device);

    /// <summary>Converts the parameters and the floating-point buffers.</summary>
    /// <exception cref="ArgumentException">The type is not a floating-point type.</exception>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false)
        where T : nn.Module => Convert(module, type, null);

    private static T Convert<T>(T module, ScalarType? type, Device? device)
        where T : nn.Module
    {
        module.CheckConvertible(type, device);
        module.Convert(type, device);
        return module;
    }
}
