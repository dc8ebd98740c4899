import { history } from "../history.ts";

const width = 88;
const height = 22;

/** The rate of the last two minutes. It is an ornament of the figure beside it. */
export function Sparkline({ app }: { app: string }) {
  const values = history(app).value;
  const top = Math.max(1, ...values);
  const step = width / 59;
  const left = width - (values.length - 1) * step;
  const points = values.map((v, i) => `${(left + i * step).toFixed(1)} ${(height - 1.5 - (v / top) * (height - 4)).toFixed(1)}`);
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true" focusable="false">
      {points.length > 1 && (
        <>
          <path class="spark-area" d={`M${left.toFixed(1)} ${height}L${points.join("L")}L${width} ${height}Z`} />
          <path class="spark-line" d={"M" + points.join("L")} />
        </>
      )}
    </svg>
  );
}
