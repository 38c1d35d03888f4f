using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>Collects columns and makes a schema of them.</summary>
    public sealed class Builder
    {
        private readonly List<DetachedColumn> _columns = new();

        /// <summary>A builder without columns.</summary>
        public Builder()
        {
        }

        /// <summary>Adds a column at the end.</summary>
        public void AddColumn(string name, DataViewType type, Annotations? annotations = null)
        {
            if (string.IsNullOrEmpty(name))
            {
                throw new ArgumentNullException(nameof(name));
            }
            ArgumentNullException.ThrowIfNull(type);
            _columns.Add(new DetachedColumn(name, type, annotations));
        }

        /// <summary>Adds all columns of another schema.</summary>
        public void AddColumns(IEnumerable<Column> source)
        {
            foreach (var column in source)
            {
                AddColumn(column.Name, column.Type, column.Annotations);
            }
        }

        /// <summary>Adds all the columns.</summary>
        public void AddColumns(IEnumerable<DetachedColumn> source)
        {
            foreach (var column in source)
            {
                AddColumn(column.Name, column.Type, column.Annotations);
            }
        }

        /// <summary>A schema of the columns so far.</summary>
        public DataViewSchema ToSchema()
        {
            var last = new Dictionary<string, int>();
            for (int i = 0; i < _columns.Count; i++)
            {
                last[_columns[i].Name] = i;
            }
            var columns = new Column[_columns.Count];
            for (int i = 0; i < columns.Length; i++)
            {
                var column = _columns[i];
                columns[i] = new Column(column.Name, i, last[column.Name] != i, column.Type, column.Annotations);
            }
            return new DataViewSchema(columns);
        }
    }
}
