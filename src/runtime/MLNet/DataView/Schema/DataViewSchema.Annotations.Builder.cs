using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    public sealed partial class Annotations
    {
        /// <summary>Collects annotations.</summary>
        public sealed class Builder
        {
            private readonly DataViewSchema.Builder _schema = new();
            private readonly List<Delegate> _getters = new();

            /// <summary>A builder without annotations.</summary>
            public Builder()
            {
            }

            /// <summary>Adds those of another column that the selector accepts by name.</summary>
            public void Add(Annotations? annotations, Func<string, bool> selector)
            {
                if (annotations is null)
                {
                    return;
                }
                ArgumentNullException.ThrowIfNull(selector);
                foreach (var column in annotations.Schema)
                {
                    if (selector(column.Name))
                    {
                        Keep(column.Name, column.Type, annotations._getters[column.Index], column.Annotations);
                    }
                }
            }

            /// <summary>Adds one with its getter.</summary>
            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations? annotations = null)
            {
                Check(name, type);
                ArgumentNullException.ThrowIfNull(getter);
                CheckType<TValue>(type);
                Keep(name, type, getter, annotations);
            }

            /// <summary>Adds one with a getter that is a <see cref="ValueGetter{TValue}"/> of the type's RawType.</summary>
            public void Add(string name, DataViewType type, Delegate getter, Annotations? annotations = null)
            {
                Check(name, type);
                ArgumentNullException.ThrowIfNull(getter);
                var wanted = typeof(ValueGetter<>).MakeGenericType(type.RawType);
                if (!wanted.IsInstanceOfType(getter))
                {
                    // ML.NET finds this through reflection, which wraps the exception.
                    throw new TargetInvocationException(
                        new ArgumentException($"getter must be of type '{wanted.FullName}'", nameof(getter)));
                }
                Keep(name, type, getter, annotations);
            }

            /// <summary>Adds a constant.</summary>
            public void AddPrimitiveValue<TValue>(
                string name, PrimitiveDataViewType type, TValue value, Annotations? annotations = null)
            {
                Check(name, type);
                CheckType<TValue>(type);
                ValueGetter<TValue> getter = (ref TValue destination) => destination = value;
                Keep(name, type, getter, annotations);
            }

            /// <summary>The annotations so far.</summary>
            public Annotations ToAnnotations() => new(_schema.ToSchema(), _getters.ToArray());

            private static void Check(string name, DataViewType type)
            {
                if (string.IsNullOrEmpty(name))
                {
                    throw new ArgumentNullException(nameof(name));
                }
                ArgumentNullException.ThrowIfNull(type);
            }

            private static void CheckType<TValue>(DataViewType type)
            {
                if (type.RawType != typeof(TValue))
                {
                    throw new ArgumentException($"type.RawType must be of type '{typeof(TValue).FullName}'.", nameof(type));
                }
            }

            private void Keep(string name, DataViewType type, Delegate getter, Annotations? annotations)
            {
                _schema.AddColumn(name, type, annotations);
                _getters.Add(getter);
            }
        }
    }
}
