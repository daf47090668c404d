using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>A Pod that FsCheck can print and shrink.</summary>
internal sealed class GeneratedPod(JObject json)
{
    public JObject Json { get; } = json;

    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(json.ToString(Formatting.None));

    public override string ToString() => Json.ToString(Formatting.None);
}
