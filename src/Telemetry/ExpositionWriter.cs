using System.Globalization;
using System.Text;

namespace ConfigSync.Telemetry;

/// <summary>Writes Prometheus' text format, version 0.0.4.</summary>
public sealed class ExpositionWriter
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new(8192);

    /// <summary>Starts a metric; its samples follow.</summary>
    public ExpositionWriter Metric(string name, string type, string help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    /// <summary>One sample. Label values are our own and contain nothing that needs escaping.</summary>
    public ExpositionWriter Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (var index = 0; index < labels.Length; index++)
        {
            _text.Append(index == 0 ? '{' : ',').Append(labels[index].Name).Append("=\"").Append(labels[index].Value).Append('"');
        }

        _text.Append(labels.IsEmpty ? " " : "} ").Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    /// <summary>A metric with one sample and no label.</summary>
    public ExpositionWriter Metric(string name, string type, string help, double value) => Metric(name, type, help).Sample(name, value);

    /// <summary>A histogram: its buckets, sum and count.</summary>
    public ExpositionWriter Histogram(string name, string help, Histogram histogram)
    {
        Metric(name, "histogram", help);
        var sum = histogram.Sum;
        var totals = histogram.Cumulative();
        for (var index = 0; index < histogram.Bounds.Length; index++)
        {
            Sample(name + "_bucket", totals[index], ("le", histogram.Bounds[index].ToString("R", CultureInfo.InvariantCulture)));
        }

        return Sample(name + "_bucket", totals[^1], ("le", "+Inf")).Sample(name + "_sum", sum).Sample(name + "_count", totals[^1]);
    }

    public override string ToString() => _text.ToString();
}
