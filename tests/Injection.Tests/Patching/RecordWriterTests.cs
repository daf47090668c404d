using System.Text;
using System.Text.Json;
using ConfigSync.Contract;
using ConfigSync.Injection.Patching;

namespace ConfigSync.Injection.Tests.Patching;

public sealed class RecordWriterTests
{
    private static readonly InjectionRecord Least = new() { Version = "1", Reload = "none", EnvChanges = "ignore", Mounts = [], Objects = [] };

    private static readonly InjectionRecord Full = Least with
    {
        Containers = ["app", "b"],
        Mounts = [new MountRecord("app", "/etc/app/a.yaml", "rewrite", "/etc/app/a"), new MountRecord("b", "/<größer>&'\"\\", "left")],
        Objects =
        [
            new ObjectRecord(ObjectRecord.ConfigMap, "web", ObjectRecord.Mount, ["a.yaml", "b+c"]), new ObjectRecord(ObjectRecord.Secret, "key", ObjectRecord.Env),
            new ObjectRecord(ObjectRecord.Secret, "none", ObjectRecord.Env, []),
        ],
        Notes = ["port-moved", "root-with-kill"],
    };

    public static TheoryData<InjectionRecord> Records() => [Least, Full];

    [Theory]
    [MemberData(nameof(Records))]
    public void RecordIsWrittenAsTheSerializerWritesIt(InjectionRecord record)
    {
        using var written = RecordWriter.Write(record);

        Assert.Equal(JsonSerializer.Serialize(record, ContractJsonContext.Default.InjectionRecord), Encoding.UTF8.GetString(written.Written));
    }

    [Fact]
    public void NoFieldIsMissingFromWhatIsTried() =>
        Assert.All(new object[] { Full, Full.Mounts[0], Full.Objects[0] }, part => Assert.DoesNotContain(part.GetType().GetProperties(), field => field.GetValue(part) is null));
}
