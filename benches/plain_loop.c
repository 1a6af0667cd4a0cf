/* The yardstick: licence cohort x fiscal year by a plain loop, for this one layout and nothing else.
 *
 * Two histograms, one at the beginnings and one at the ends of the spells, then running sums: members at the end of each year.
 * Columns are read once from the files named; then every line on standard input asks for one run, answered by its nanoseconds.
 * At the end of the input the last table is printed, a number a line.
 *
 *   plain_loop ROWS FIRST_DAY YEARS YEAR_STARTS LICENSED START END
 *
 * YEAR_STARTS holds the first day of each of YEARS fiscal years and of the one after; days are counted from 1970-01-01; the files
 * hold 32-bit integers; a spell that lasts ends on 2147483647. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int32_t *column(const char *path, size_t rows) {
    int32_t *values = malloc(rows * sizeof *values);
    FILE *file = fopen(path, "rb");
    if (!values || !file || fread(values, sizeof *values, rows, file) != rows) {
        fprintf(stderr, "plain_loop: cannot read %zu values from %s\n", rows, path);
        exit(1);
    }
    fclose(file);
    return values;
}

static void count(size_t rows, int32_t first_day, int32_t last_day, int years, const uint8_t *restrict year_of,
                  const int32_t *restrict licensed, const int32_t *restrict start, const int32_t *restrict end,
                  uint32_t *restrict began, uint32_t *restrict ended, uint64_t *restrict stock) {
    const int width = years + 1;
    memset(began, 0, (size_t)years * width * sizeof *began);
    memset(ended, 0, (size_t)years * width * sizeof *ended);
    for (size_t row = 0; row < rows; row++) {
        int cohort = year_of[licensed[row] - first_day];
        int32_t last = end[row] < last_day ? end[row] : last_day;
        began[cohort * width + year_of[start[row] - first_day]]++;
        ended[cohort * width + year_of[last - first_day]]++;
    }
    for (int cohort = 0; cohort < years; cohort++) {
        uint64_t members = 0;
        for (int year = 0; year < years; year++) {
            members += began[cohort * width + year];
            members -= ended[cohort * width + year];
            stock[cohort * years + year] = members;
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 8) return 2;
    size_t rows = strtoull(argv[1], NULL, 10);
    int32_t first_day = atoi(argv[2]);
    int years = atoi(argv[3]);
    int32_t *year_starts = column(argv[4], years + 1);
    int32_t *licensed = column(argv[5], rows), *start = column(argv[6], rows), *end = column(argv[7], rows);

    int32_t last_day = year_starts[years];
    uint8_t *year_of = malloc(last_day - first_day + 1);
    for (int32_t day = first_day, year = 0; day <= last_day; day++) {
        while (year < years && day >= year_starts[year + 1]) year++;
        year_of[day - first_day] = (uint8_t)year;
    }
    uint32_t *began = malloc((size_t)years * (years + 1) * sizeof *began);
    uint32_t *ended = malloc((size_t)years * (years + 1) * sizeof *ended);
    uint64_t *stock = calloc((size_t)years * years, sizeof *stock);

    char line[16];
    while (fgets(line, sizeof line, stdin)) {
        struct timespec from, to;
        clock_gettime(CLOCK_MONOTONIC, &from);
        count(rows, first_day, last_day, years, year_of, licensed, start, end, began, ended, stock);
        clock_gettime(CLOCK_MONOTONIC, &to);
        printf("%lld\n", (to.tv_sec - from.tv_sec) * 1000000000LL + (to.tv_nsec - from.tv_nsec));
        fflush(stdout);
    }
    for (int cell = 0; cell < years * years; cell++) printf("%llu\n", (unsigned long long)stock[cell]);
    return 0;
}
