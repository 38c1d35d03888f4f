using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>Argument and state checks; exceptions carry the context they were thrown in.</summary>
internal static class Contracts
{
    /// <summary>The key under which an exception of ours is marked.</summary>
    public const string IsMarkedKey = "ML_IsMarked";

    public static TException Mark<TException>(TException exception)
        where TException : Exception
    {
        exception.Data[IsMarkedKey] = 1;
        return exception;
    }

    public static Exception Except(string message) => Except(null, message);

    public static Exception Except(this IExceptionContext? context, string message)
        => In(context, new InvalidOperationException(message));

    public static Exception Except(this IExceptionContext? context, string format, params object?[] args)
        => In(context, new InvalidOperationException(Text(format, args)));

    public static Exception Except(this IExceptionContext? context, Exception inner, string message)
        => In(context, new InvalidOperationException(message, inner));

    public static Exception ExceptParam(string name, string message) => ExceptParam(null, name, message);

    public static Exception ExceptParam(this IExceptionContext? context, string name, string message)
        => In(context, new ArgumentOutOfRangeException(name, message));

    public static Exception ExceptUserArg(this IExceptionContext? context, string name, string message)
        => In(context, new ArgumentOutOfRangeException(name, message));

    public static Exception ExceptValue(this IExceptionContext? context, string name)
        => In(context, new ArgumentNullException(name));

    public static Exception ExceptEmpty(this IExceptionContext? context, string name)
        => In(context, new ArgumentOutOfRangeException(name, $"{name} cannot be null or empty"));

    public static Exception ExceptDecode(this IExceptionContext? context, string message)
        => In(context, new FormatException(message));

    public static Exception ExceptDecode(this IExceptionContext? context)
        => In(context, new FormatException());

    public static Exception ExceptSchemaMismatch(this IExceptionContext? context, string name, string role, string column)
        => In(context, new ArgumentOutOfRangeException(name, $"Could not find {role} column '{column}'"));

    public static Exception ExceptSchemaMismatch(
        this IExceptionContext? context, string name, string role, string column, string expected, string actual)
        => In(context, new ArgumentOutOfRangeException(
            name, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}"));

    public static void Check([DoesNotReturnIf(false)] bool ok, string message) => Check(null, ok, message);

    public static void Check([DoesNotReturnIf(false)] bool ok) => Check(null, ok);

    public static void Check(this IExceptionContext? context, [DoesNotReturnIf(false)] bool ok)
    {
        if (!ok)
        {
            throw In(context, new InvalidOperationException());
        }
    }

    public static void Check(this IExceptionContext? context, [DoesNotReturnIf(false)] bool ok, string message)
    {
        if (!ok)
        {
            throw Except(context, message);
        }
    }

    public static void CheckParam([DoesNotReturnIf(false)] bool ok, string name)
    {
        if (!ok)
        {
            throw Mark(new ArgumentOutOfRangeException(name));
        }
    }

    public static void CheckParam([DoesNotReturnIf(false)] bool ok, string name, string message)
        => CheckParam(null, ok, name, message);

    public static void CheckParam(this IExceptionContext? context, [DoesNotReturnIf(false)] bool ok, string name, string message)
    {
        if (!ok)
        {
            throw ExceptParam(context, name, message);
        }
    }

    public static void CheckUserArg(
        this IExceptionContext? context, [DoesNotReturnIf(false)] bool ok, string name, string message)
        => CheckParam(context, ok, name, message);

    public static void CheckUserArg(this IExceptionContext? context, [DoesNotReturnIf(false)] bool ok, string name)
    {
        if (!ok)
        {
            throw In(context, new ArgumentOutOfRangeException(name));
        }
    }

    public static void CheckValue<T>([NotNull] T? value, string name)
        where T : class => CheckValue(null, value, name);

    public static void CheckValue<T>(this IExceptionContext? context, [NotNull] T? value, string name)
        where T : class
    {
        if (value is null)
        {
            throw ExceptValue(context, name);
        }
    }

    public static T CheckRef<T>([NotNull] T? value, string name)
        where T : class
    {
        CheckValue(null, value, name);
        return value;
    }

    public static string CheckNonEmpty([NotNull] string? text, string name) => CheckNonEmpty(null, text, name);

    public static string CheckNonEmpty(this IExceptionContext? context, [NotNull] string? text, string name)
        => string.IsNullOrEmpty(text) ? throw ExceptEmpty(context, name) : text;

    public static string CheckNonWhiteSpace(this IExceptionContext? context, [NotNull] string? text, string name)
        => string.IsNullOrWhiteSpace(text)
            ? throw In(context, new ArgumentOutOfRangeException(name, $"{name} cannot be null or white space"))
            : text;

    public static T[] CheckNonEmpty<T>([NotNull] T[]? items, string name) => CheckNonEmpty(null, items, name);

    public static T[] CheckNonEmpty<T>(this IExceptionContext? context, [NotNull] T[]? items, string name)
        => items is null || items.Length == 0 ? throw ExceptEmpty(context, name) : items;

    public static void CheckDecode(this IExceptionContext? context, [DoesNotReturnIf(false)] bool ok)
    {
        if (!ok)
        {
            throw ExceptDecode(context);
        }
    }

    public static void CheckDecode(this IExceptionContext? context, [DoesNotReturnIf(false)] bool ok, string message)
    {
        if (!ok)
        {
            throw ExceptDecode(context, message);
        }
    }

    private static Exception In(IExceptionContext? context, Exception exception)
        => context is null ? Mark(exception) : context.Process(exception);

    private static string Text(string format, object?[] args) => string.Format(CultureInfo.InvariantCulture, format, args);
}
