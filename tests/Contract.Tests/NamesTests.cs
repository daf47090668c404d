using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ConfigSync.Contract.Tests;

public sealed partial class NamesTests
{
    [Fact]
    public void EveryAnnotationFieldIsInTheList() => Assert.Equal(FieldsOf<PodAnnotation>(typeof(PodAnnotations)), PodAnnotations.All);

    [Fact]
    public void EveryFlagFieldIsInTheList() => Assert.Equal(FieldsOf<ProgramOption>(typeof(AgentFlags)).OrderBy(flag => flag.Name), AgentFlags.All.OrderBy(flag => flag.Name));

    [Fact]
    public void AnnotationNamesAreDistinctAndWellFormed()
    {
        Assert.Distinct(PodAnnotations.All.Select(annotation => annotation.Name));
        Assert.All(PodAnnotations.All, annotation => Assert.Matches(Name(), annotation.Name));
        Assert.All(PodAnnotations.All, annotation => Assert.Equal("config-sync.dev/" + annotation.Name, annotation.Key));
    }

    [Fact]
    public void FlagNamesAndVariablesAreDistinctAndWellFormed()
    {
        Assert.Distinct(AgentFlags.All.Select(flag => flag.Variable(AgentFlags.VariablePrefix)));
        Assert.All(AgentFlags.All, flag => Assert.Matches(Name(), flag.Name));
        Assert.Equal("--reload-url=http://x", AgentFlags.ReloadUrl.With("http://x"));
        Assert.Equal("CONFIG_SYNC_RELOAD_URL", AgentFlags.ReloadUrl.Variable(AgentFlags.VariablePrefix));
    }

    [Fact]
    public void InjectedNamesAreValidNamesOfContainersAndVolumes() => Assert.All(
        [
            InjectedNames.AgentContainer, InjectedNames.InitContainer, InjectedNames.StateVolume, InjectedNames.FilesVolume, InjectedNames.TargetVolume,
            InjectedNames.CopyVolumeStem + "99", InjectedNames.ItemsVolumeStem + "99", InjectedNames.EnvVolumeStem + "99",
        ],
        name =>
        {
            Assert.Matches(Name(), name);
            Assert.True(name.Length <= 63);
        });

    /// <summary>A port's name has at most 15 characters.</summary>
    [Fact]
    public void AgentsNameIsAlsoAPortsName() => Assert.True(InjectedNames.AgentContainer.Length <= 15);

    [Fact]
    public void StrategiesAreDistinct() => Assert.Distinct(MountStrategy.All);

    [Theory]
    [InlineData("disabled", true)]
    [InlineData("false", true)]
    [InlineData("enabled", false)]
    [InlineData("required", false)]
    [InlineData("Disabled", false)]
    public void OffIsDisabledOrFalse(string value, bool off) => Assert.Equal(off, InjectLabel.IsOff(value));

    [Fact]
    public void RecordIsCompactJsonThatReadsBack()
    {
        var record = new InjectionRecord
        {
            Version = "1.0.0",
            Reload = "signal",
            EnvChanges = "ignore",
            Mounts = [new MountRecord("app", "/etc/app/a.yaml", MountStrategy.Rewrite, "/etc/app/a"), new MountRecord("app", "/etc/all", MountStrategy.Directory)],
            Objects = [new ObjectRecord(ObjectRecord.ConfigMap, "web", ObjectRecord.Mount, ["a.yaml"])],
        };

        var json = JsonSerializer.Serialize(record, ContractJsonContext.Default.InjectionRecord);

        Assert.Equal(
            """{"version":"1.0.0","reload":"signal","envChanges":"ignore","mounts":[{"container":"app","path":"/etc/app/a.yaml","strategy":"rewrite","now":"/etc/app/a"},"""
            + """{"container":"app","path":"/etc/all","strategy":"directory"}],"objects":[{"kind":"ConfigMap","name":"web","by":"mount","keys":["a.yaml"]}]}""",
            json);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, ContractJsonContext.Default.InjectionRecord)!, ContractJsonContext.Default.InjectionRecord));
    }

    private static IEnumerable<T> FieldsOf<T>(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<T>();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Name();
}
