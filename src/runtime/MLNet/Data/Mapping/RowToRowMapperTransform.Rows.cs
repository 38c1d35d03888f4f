using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal sealed partial class RowToRowMapperTransform
{
    private sealed class Row : WrappingRow
    {
        private readonly ColumnBindings _bindings;
        private readonly Delegate?[] _getters;
        private readonly Action? _disposer;

        public Row(DataViewRow input, RowToRowMapperTransform parent, bool[] active)
            : base(input)
        {
            _bindings = parent._bindings;
            _getters = parent._mapper.CreateGetters(input, parent.ActiveOutputs(active), out _disposer);
        }

        public override DataViewSchema Schema => _bindings.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            int index = _bindings.MapColumnIndex(out bool isSource, column.Index);
            return isSource ? Input.IsColumnActive(Input.Schema[index]) : _getters[index] is not null;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            int index = _bindings.MapColumnIndex(out bool isSource, column.Index);
            if (isSource)
            {
                return Input.GetGetter<TValue>(Input.Schema[index]);
            }
            Contracts.Check(_getters[index] is not null);
            return RowCursorUtils.Typed<TValue>(null, _getters[index]!);
        }

        protected override void DisposeCore(bool disposing)
        {
            if (disposing)
            {
                _disposer?.Invoke();
            }
        }
    }

    private sealed class Cursor : SynchronizedCursorBase
    {
        private readonly ColumnBindings _bindings;
        private readonly bool[] _active;
        private readonly Delegate?[] _getters;
        private readonly Action? _disposer;
        private bool _disposed;

        public Cursor(IChannelProvider provider, DataViewRowCursor input, RowToRowMapperTransform parent, bool[] active)
            : base(provider, input)
        {
            _bindings = parent._bindings;
            _active = active;
            _getters = parent._mapper.CreateGetters(input, parent.ActiveOutputs(active), out _disposer);
        }

        public override DataViewSchema Schema => _bindings.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.Check(column.Index < _active.Length);
            return _active[column.Index];
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.Check(IsColumnActive(column));
            int index = _bindings.MapColumnIndex(out bool isSource, column.Index);
            return isSource
                ? Input.GetGetter<TValue>(Input.Schema[index])
                : RowCursorUtils.Typed<TValue>(null, _getters[index]!);
        }

        protected override void Dispose(bool disposing)
        {
            if (_disposed)
            {
                return;
            }
            _disposed = true;
            if (disposing)
            {
                _disposer?.Invoke();
            }
            base.Dispose(disposing);
        }
    }
}
